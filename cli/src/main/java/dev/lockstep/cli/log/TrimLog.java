package dev.lockstep.cli.log;

import dev.lockstep.cli.connect.Cluster;
import dev.lockstep.cli.connect.ConnectOptions;
import dev.lockstep.cli.connect.KafkaOptions;
import dev.lockstep.cli.option.LsnConverter;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.output.ExitCode;
import dev.lockstep.cli.output.OutputOptions;
import dev.lockstep.cli.output.Table;
import dev.lockstep.cli.topic.Place;
import dev.lockstep.cli.topic.PlaceFinder;
import dev.lockstep.cli.topic.TopicCatalog;
import dev.lockstep.cli.topic.TopicOptions;
import dev.lockstep.event.Lsn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes the beginnings of topics. */
@Command(
        name = "trim",
        description = {
            "Deletes the records of topics that come before a place of the source's log. Refuses to"
                    + " delete what a consumer group, such as a sink's, has yet to read, unless"
                    + " forced. A deleted record does not come back but by a snapshot.",
            ""
        })
final class TrimLog implements Callable<Integer> {

    @Option(
            names = "--before-lsn",
            paramLabel = "LSN",
            required = true,
            converter = LsnConverter.class,
            description = "The first place to keep, such as 0/16B3748.")
    private Lsn place;

    @Option(names = "--force", description = "Do not ask whether a consumer group needs them.")
    private boolean force;

    @Option(names = "--dry-run", description = "Only show what would be deleted.")
    private boolean dryRun;

    @Mixin private TopicOptions topics;

    @Mixin private OutputOptions output;

    @ArgGroup(validate = false, heading = "%nKafka:%n")
    private final KafkaOptions kafka = new KafkaOptions();

    @ArgGroup(validate = false, heading = "%nKafka Connect, for --connector:%n")
    private final ConnectOptions connect = new ConnectOptions();

    /** A stretch of a partition; {@code end} is the first offset that is kept. */
    private record Trimmed(String topic, int partition, long begin, long end) {}

    @Override
    public Integer call() {
        topics.check();
        Cluster cluster = kafka.cluster();
        try (TopicCatalog catalog = new TopicCatalog(cluster)) {
            List<TopicPartition> partitions = catalog.partitions(topics.chosen(catalog, connect));
            Map<TopicPartition, Long> begins = catalog.beginnings(partitions);
            Map<TopicPartition, Long> bounds =
                    new HashMap<>(
                            new PlaceFinder(cluster, catalog)
                                    .offsets(partitions, new Place.AtLsn(place)));
            bounds.entrySet().removeIf(bound -> bound.getValue() <= begins.get(bound.getKey()));
            if (!force) {
                checkNobodyWaits(WaitingGroups.of(cluster, catalog.admin(), bounds));
            }
            if (!dryRun && !bounds.isEmpty()) {
                delete(cluster, catalog, bounds);
            }
            report(begins, bounds);
        }
        return ExitCode.OK;
    }

    private static void delete(
            Cluster cluster, TopicCatalog catalog, Map<TopicPartition, Long> bounds) {
        Map<TopicPartition, RecordsToDelete> request =
                bounds.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey,
                                        bound -> RecordsToDelete.beforeOffset(bound.getValue())));
        cluster.await("delete records", catalog.admin().deleteRecords(request).all());
    }

    private void checkNobodyWaits(List<String> groups) {
        if (!groups.isEmpty()) {
            throw new CommandException(
                    "Cannot trim before "
                            + place
                            + ": consumer group "
                            + String.join(", ", groups)
                            + " has yet to read some of it. Let it catch up, or use --force to have"
                            + " it deleted.");
        }
    }

    private void report(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> bounds) {
        List<Trimmed> trimmed =
                bounds.entrySet().stream()
                        .map(
                                bound ->
                                        new Trimmed(
                                                bound.getKey().topic(),
                                                bound.getKey().partition(),
                                                begins.get(bound.getKey()),
                                                bound.getValue()))
                        .sorted(
                                java.util.Comparator.comparing(Trimmed::topic)
                                        .thenComparing(Trimmed::partition))
                        .toList();
        output.print(trimmed, () -> text(trimmed));
    }

    private Object text(List<Trimmed> trimmed) {
        if (trimmed.isEmpty()) {
            return "There is nothing before " + place + ".";
        }
        Table table =
                new Table().left("TOPIC").right("PARTITION").right(dryRun ? "WOULD GO" : "DELETED");
        trimmed.forEach(
                each -> table.row(each.topic(), each.partition(), each.end() - each.begin()));
        return table;
    }
}
