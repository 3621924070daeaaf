package dev.lockstep.cli.tail;

import dev.lockstep.cli.connect.Cluster;
import dev.lockstep.cli.connect.ConnectOptions;
import dev.lockstep.cli.connect.KafkaOptions;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.topic.Place;
import dev.lockstep.cli.topic.PlaceFinder;
import dev.lockstep.cli.topic.TopicCatalog;
import dev.lockstep.cli.topic.TopicOptions;
import dev.lockstep.event.Lsn;
import dev.lockstep.event.Operation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints change events as they arrive, or those of a stretch of the past. */
@Command(
        name = "tail",
        description = {
            "Prints the change events of topics, one line each: the place in the source's log, what"
                    + " was done, to which row, and the columns. Reads JSON with and without"
                    + " schemas, Lockstep's events and Debezium's. Stores no offsets.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lockstep tail --connector shop",
            "  lockstep tail --topic shop.public.orders --from beginning --until now",
            "  lockstep tail --topics-regex 'shop\\..*' --from 0/16B3748 --operation d",
            "  lockstep tail --connector shop --filter \"after.total > 100\" --output json"
        })
public final class TailCommand implements Callable<Integer> {

    private enum Form {
        TEXT,
        JSON
    }

    @Mixin private TopicOptions topics;

    @Option(
            names = "--entity",
            paramLabel = "TABLE",
            split = ",",
            description = "Only events of this table, as schema.table or table.")
    private Set<String> entities = new HashSet<>();

    @Option(
            names = "--operation",
            paramLabel = "OP",
            split = ",",
            converter = OperationConverter.class,
            description = "Only these: c, u, d, r, t, m, or INSERT, MODIFY, REMOVE and their like.")
    private Set<Operation> operations = new HashSet<>();

    @Option(
            names = "--filter",
            paramLabel = "CEL",
            description =
                    "Only events of which this expression is true, as in the transform"
                            + " FilterExpression; an event for which it has no answer is left out.")
    private String condition;

    @Option(
            names = "--from",
            paramLabel = "PLACE",
            defaultValue = "now",
            converter = Place.Converter.class,
            description =
                    "beginning, now, an LSN of the source (0/16B3748), or a time"
                            + " (2026-03-01T12:00:00Z) by Kafka's clock (default: now).")
    private Place from;

    @Option(
            names = "--until",
            paramLabel = "PLACE",
            converter = Place.Converter.class,
            description =
                    "End where this place begins, a place in what is there already (default: go"
                            + " on until Ctrl-C).")
    private Place until;

    @Option(
            names = "--max-events",
            paramLabel = "N",
            defaultValue = "" + Long.MAX_VALUE,
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "End after so many (default: no bound).")
    private long maxEvents;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text, or json with an object per line (default: text).")
    private Form form;

    @Option(
            names = "--plugin-path",
            paramLabel = "DIR",
            defaultValue = "${sys:lockstep.plugins:-./cli/target/dist/plugins}",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description =
                    "Folder of the unpacked transforms' archive, for --filter (default: the one"
                            + " that comes with the command).")
    private Path plugins;

    @ArgGroup(validate = false, heading = "%nKafka:%n")
    private final KafkaOptions kafka = new KafkaOptions();

    @ArgGroup(validate = false, heading = "%nKafka Connect, for --connector:%n")
    private final ConnectOptions connect = new ConnectOptions();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        topics.check();
        try (ConditionFilter filter =
                condition == null ? null : new ConditionFilter(condition, plugins)) {
            Lsn first = from instanceof Place.AtLsn at ? at.lsn() : null;
            run(new Tail.Wanted(new EventFilter(entities, operations), filter, first, maxEvents));
        }
        return ExitCode.OK;
    }

    private void run(Tail.Wanted wanted) {
        Cluster cluster = kafka.cluster();
        Map<TopicPartition, Long> begins;
        Map<TopicPartition, Long> ends = null;
        try (TopicCatalog catalog = new TopicCatalog(cluster)) {
            List<TopicPartition> partitions = catalog.partitions(topics.chosen(catalog, connect));
            PlaceFinder finder = new PlaceFinder(cluster, catalog);
            begins = finder.offsets(partitions, from);
            if (until != null) {
                ends = finder.offsets(partitions, until);
            }
        }
        try (KafkaConsumer<byte[], byte[]> consumer =
                cluster.consumer(Map.of("isolation.level", "read_committed"))) {
            consumer.assign(begins.keySet());
            begins.forEach(consumer::seek);
            Map<TopicPartition, Long> last = ends;
            cluster.call(
                    "read the topics",
                    () -> {
                        follow(consumer, wanted, last);
                        return null;
                    });
        }
    }

    private void follow(
            KafkaConsumer<byte[], byte[]> consumer,
            Tail.Wanted wanted,
            Map<TopicPartition, Long> ends) {
        PrintWriter out = spec.commandLine().getOut();
        EventPrinter printer = form == Form.JSON ? EventPrinter.json(out) : EventPrinter.lines(out);
        Tail tail = new Tail(consumer, wanted, printer, this::warn);
        Map<TopicPartition, Long> bounds = ends == null ? Map.of() : ends;
        // Whoever reads our output may have had enough.
        while (!tail.isFull() && !isAt(consumer, ends) && !out.checkError()) {
            tail.poll(bounds);
        }
        out.flush();
    }

    private static boolean isAt(
            KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends != null
                && ends.entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void warn(String topic) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(
                "lockstep: Topic "
                        + topic
                        + " holds records that are not JSON; they are left out.");
        err.flush();
    }
}
