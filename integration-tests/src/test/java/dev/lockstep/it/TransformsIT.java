package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.embedded.ConnectRest.Plugin;
import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.it.Events.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The archive of transforms in a worker, under our connector, under Debezium's, and in a sink. */
@ExtendWith(Stack.Shared.class)
class TransformsIT {

    private static final String PACKAGE = "dev.lockstep.transform.";
    private static final String DEBEZIUM = "io.debezium.connector.postgresql.PostgresConnector";
    private static final Pattern OPTION = Pattern.compile("(?m)^\\| `([^`]+)` \\|");

    private static final String[] TABLES = {
        "CREATE TABLE orders (id int PRIMARY KEY, status text, seen int)",
        "CREATE TABLE sessions (id int PRIMARY KEY)",
        "ALTER TABLE orders REPLICA IDENTITY FULL"
    };

    private static final String[] CHANGES = {
        "INSERT INTO orders VALUES (1, 'new', 0)",
        "UPDATE orders SET seen = 1",
        "INSERT INTO sessions VALUES (1)",
        "DELETE FROM sessions",
        "UPDATE orders SET status = 'paid'",
        "UPDATE orders SET status = 'shipped'",
        "DELETE FROM orders",
        "TRUNCATE orders",
        "INSERT INTO orders VALUES (2, 'new', 0)"
    };

    @Test
    void theWorkerListsEveryPluginThatHasAPageWithTheOptionsThatAreOnIt(Stack stack)
            throws IOException {
        Map<String, List<String>> listed = new LinkedHashMap<>();
        for (Plugin plugin : stack.worker.rest().plugins()) {
            if (plugin.className().startsWith(PACKAGE)) {
                assertThat(plugin.type()).isIn("transformation", "predicate");
                assertThat(plugin.version()).matches("\\d+\\.\\d+\\.\\d+.*");
                listed.put(
                        plugin.className().substring(PACKAGE.length()),
                        stack.worker.rest().options(plugin.className()));
            }
        }
        Map<String, List<String>> documented = documented();
        assertThat(listed.keySet())
                .contains("FilterEntity", "FieldChanged")
                .containsExactlyInAnyOrderElementsOf(documented.keySet());
        assertThat(listed)
                .allSatisfy(
                        (name, options) ->
                                assertThat(options)
                                        .containsExactlyInAnyOrderElementsOf(documented.get(name)));
    }

    /** Shared workers look at manifests only. By default a worker looks at the classes too. */
    @Test
    void aWorkerThatLoadsEveryClassFindsWhatTheManifestsName(Stack stack, @TempDir Path plugins)
            throws IOException {
        for (Path archive : Stack.archives("lockstep-")) {
            Files.createSymbolicLink(plugins.resolve(archive.getFileName()), archive);
        }
        try (ConnectWorker worker =
                Stack.worker(stack.kafka)
                        .pluginPath(plugins)
                        .property("plugin.discovery", "hybrid_fail")
                        .start()) {
            assertThat(ours(worker))
                    .contains(Capture.CONNECTOR, PACKAGE + "Unwrap")
                    .isEqualTo(ours(stack.worker));
        }
    }

    private static Set<String> ours(ConnectWorker worker) {
        return worker.rest().plugins().stream()
                .map(Plugin::className)
                .filter(name -> name.startsWith("dev.lockstep."))
                .collect(Collectors.toSet());
    }

    private static Map<String, List<String>> documented() throws IOException {
        Map<String, List<String>> documented = new LinkedHashMap<>();
        Path pages = Path.of(System.getProperty("lockstep.docs"), "reference", "transforms");
        try (Stream<Path> files = Files.list(pages)) {
            for (Path page : files.filter(file -> !file.endsWith("README.md")).toList()) {
                List<String> options =
                        OPTION.matcher(optionsOf(page))
                                .results()
                                .map((MatchResult option) -> option.group(1))
                                .toList();
                documented.put(page.getFileName().toString().replace(".md", ""), options);
            }
        }
        return documented;
    }

    private static String optionsOf(Path page) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf("\n## Options\n");
        return text.substring(begin, text.indexOf("\n## ", begin + 1));
    }

    /** Only changes of status matter, sessions and truncates stay behind, deliveries are marked. */
    private static Map<String, String> chain(Map<String, String> config) {
        config.put("header.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("header.converter.schemas.enable", "false");
        config.put("transforms", "entity,changed,truncate,mark,topic");
        config.put("transforms.entity.type", PACKAGE + "FilterEntity");
        config.put("transforms.entity.entity.exclude.list", "public.sess*");
        config.put("transforms.changed.type", PACKAGE + "ChangedFields");
        config.put("transforms.changed.watched.columns", "status");
        config.put("transforms.truncate.type", PACKAGE + "FilterOperation");
        config.put("transforms.truncate.operation.exclude.list", "TRUNCATE");
        config.put("transforms.mark.type", "org.apache.kafka.connect.transforms.InsertHeader");
        config.put("transforms.mark.header", "event");
        config.put("transforms.mark.value.literal", "delivery");
        config.put("transforms.mark.predicate", "shipped");
        config.put("transforms.topic.type", "org.apache.kafka.connect.transforms.RegexRouter");
        config.put("transforms.topic.regex", "(.*)\\.public\\.(.*)");
        config.put("transforms.topic.replacement", "$1.$2");
        config.put("transforms.topic.predicate", "orders");
        config.put("predicates", "shipped,orders");
        config.put("predicates.shipped.type", PACKAGE + "FieldChanged");
        config.put("predicates.shipped.column", "status");
        config.put("predicates.shipped.to.value", "shipped");
        config.put("predicates.orders.type", PACKAGE + "IsEntity");
        config.put("predicates.orders.entities", "orders");
        return config;
    }

    @Test
    void aChainDoesTheSameUnderOurConnectorAndUnderDebeziums(Stack stack) throws Exception {
        Capture ours = stack.capture(TABLES);
        String theirs = ours.name + "_debezium";
        Map<String, String> options = ours.config("skipped.operations", "none");
        try {
            stack.worker.rest().configure(ours.name, chain(options));
            stack.worker.rest().configure(theirs, chain(debezium(ours, theirs)));
            for (String connector : List.of(ours.name, theirs)) {
                stack.worker.rest().awaitRunning(connector, Duration.ofSeconds(60));
                ours.awaitStreaming(connector);
            }
            ours.execute(CHANGES);
            assertChain(stack, ours, ours.name);
            assertChain(stack, ours, theirs);
            assertSink(stack, ours.name);
        } finally {
            stack.worker.rest().delete(theirs);
            ours.close();
        }
    }

    private static Map<String, String> debezium(Capture database, String name) {
        Map<String, String> config =
                database.config(
                        "connector.class", DEBEZIUM,
                        "plugin.name", "pgoutput",
                        "poll.interval.ms", "10",
                        "snapshot.mode", "no_data",
                        "publication.name", name,
                        "publication.autocreate.mode", "filtered",
                        "table.include.list", "public\\..*",
                        "skipped.operations", "none");
        config.put("topic.prefix", name);
        config.put("slot.name", name);
        return config;
    }

    private static void assertChain(Stack stack, Capture database, String connector) {
        try (Events events =
                new Events(
                                stack.kafka.bootstrapServers(),
                                connector,
                                "orders",
                                "public.orders",
                                "public.sessions")
                        .checking(() -> database.checkAlive(connector))) {
            List<Event> records = events.next(6);
            assertThat(records)
                    .extracting(TransformsIT::summary)
                    .containsExactly(
                            "c new", "u paid", "u shipped delivery", "d", "tombstone", "c new");
            assertThat(records.get(1).value().path("changed_fields").toString())
                    .isEqualTo("[\"status\"]");
            // The tombstone follows its delete, whose table the predicate has seen.
            assertThat(records).extracting(Event::topic).containsOnly(connector + ".orders");
            assertThat(events.rest()).isEmpty();
        }
    }

    private static String summary(Event event) {
        if (event.value().isNull()) {
            return "tombstone";
        }
        JsonNode mark = event.headers().path("event");
        return (event.op() + " " + event.after().path("status").asText() + " " + mark.asText())
                .strip();
    }

    @TempDir private Path folder;

    /** A sink's converter keeps no schemas here, so events are maps. */
    private void assertSink(Stack stack, String source) throws IOException {
        Path file = folder.resolve("sink.txt");
        String sink = source + "_sink";
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.class", "org.apache.kafka.connect.file.FileStreamSinkConnector");
        config.put("topics", source + ".orders");
        config.put("file", file.toString());
        config.put("transforms", "operation");
        config.put("transforms.operation.type", PACKAGE + "FilterOperation");
        config.put("transforms.operation.operation.include.list", "modify, insert");
        config.put("transforms.operation.predicate", "first");
        config.put("predicates", "first");
        config.put("predicates.first.type", PACKAGE + "IsEntity");
        config.put("predicates.first.entities", "/.*\\.public\\.orders/");
        try {
            stack.worker.rest().configure(sink, config);
            await("rows in the file")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(file) && Files.readAllLines(file).size() >= 4);
            assertThat(Files.readAllLines(file))
                    .hasSize(4)
                    .allMatch(line -> line.contains("op=c") || line.contains("op=u"));
        } finally {
            stack.worker.rest().delete(sink);
        }
    }

    @Test
    void whatIsWrongIsSaidOnItsOption(Stack stack) throws Exception {
        Map<String, String> config = chain(stack.capture(TABLES).config());
        config.put("name", "wrong");
        config.put("transforms.entity.entity.include.list", "orders,/(/");
        config.put("transforms.truncate.operation.exclude.list", "TRUNCAT");
        config.put("predicates.shipped.on.missing.column", "explode");
        assertThat(stack.worker.rest().validate(config).keySet())
                .containsExactlyInAnyOrder(
                        "transforms.entity.entity.include.list",
                        "transforms.truncate.operation.exclude.list",
                        "predicates.shipped.on.missing.column");
    }
}
