package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.it.Comparison.Difference;
import dev.lockstep.it.Events.Event;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Debezium's connector and ours beside each other, on the same changes: whatever differs is a line
 * in {@code differential/differences.txt} and a sentence in {@code
 * docs/differences-from-debezium.md}, or a defect.
 */
@ExtendWith(Stack.Shared.class)
class DifferentialIT {

    private static final String DEBEZIUM = "io.debezium.connector.postgresql.PostgresConnector";

    /**
     * The options of the pairs of connectors: every mode of every option that has more than one.
     */
    private static final Map<String, Map<String, String>> OPTIONS =
            Map.of(
                    "leaf",
                    Map.of("column.propagate.source.type", ".*"),
                    "root",
                    Map.of(
                            "publication.name", "root",
                            "decimal.handling.mode", "string",
                            "time.precision.mode", "connect",
                            "binary.handling.mode", "base64",
                            "hstore.handling.mode", "map",
                            "interval.handling.mode", "string"),
                    "iso",
                    Map.of(
                            "decimal.handling.mode", "double",
                            "time.precision.mode", "isostring",
                            "binary.handling.mode", "hex",
                            "provide.transaction.metadata", "true"),
                    "nano",
                    Map.of(
                            "time.precision.mode", "nanoseconds",
                            "binary.handling.mode", "base64-url-safe",
                            "unavailable.value.placeholder", "(unchanged)",
                            "tombstones.on.delete", "false",
                            "column.exclude.list", "public\\.whole\\.body",
                            "message.key.columns", "public\\.whole:name,id"));

    /** Types of which no value can be written. */
    private static final Set<String> INTERNAL =
            Set.of(
                    "pg_ndistinct",
                    "pg_node_tree",
                    "pg_dependencies",
                    "pg_mcv_list",
                    "pg_brin_bloom_summary",
                    "pg_brin_minmax_multi_summary");

    @Test
    void differsFromDebeziumOnlyWhereTheDocumentationSays(Stack stack) throws Exception {
        TypeTables types = new TypeTables(lines("types.txt"));
        Capture database = stack.capture(types.definitions());
        assertThat(untestedTypes(database)).isEqualTo(INTERNAL);
        Map<String, Events> streams = new LinkedHashMap<>();
        Comparison comparison = new Comparison();
        try {
            start(stack, database, streams);
            Map<String, List<Event>> records = run(database, types, streams);
            for (String options : OPTIONS.keySet()) {
                comparison.add(records.get("theirs" + options), records.get("ours" + options));
            }
        } finally {
            streams.values().forEach(Events::close);
            streams.keySet().forEach(stack.worker.rest()::delete);
        }
        check(comparison.differences(), new AcceptedDifferences(lines("differences.txt")));
    }

    private static void check(List<Difference> differences, AcceptedDifferences accepted)
            throws IOException {
        Map<String, List<String>> unknown = new TreeMap<>();
        for (Difference difference : differences) {
            if (!accepted.accept(difference)) {
                unknown.computeIfAbsent(difference.text(), key -> new ArrayList<>())
                        .add(difference.record());
            }
        }
        System.out.println("Accepted differences from Debezium:\n" + accepted.report());
        assertThat(
                        unknown.entrySet().stream()
                                .map(DifferentialIT::line)
                                .collect(Collectors.joining("\n")))
                .as("differences that are not listed")
                .isEmpty();
        assertThat(accepted.stale()).as("differences that occur no more").isEmpty();
        assertThat(accepted.undocumented(page())).as("differences without a sentence").isEmpty();
    }

    private static String line(Map.Entry<String, List<String>> difference) {
        return difference.getKey()
                + "   ["
                + difference.getValue().size()
                + ": "
                + difference.getValue().get(0)
                + "]";
    }

    /** Types that can be columns but that no table of the test has. */
    private static Set<String> untestedTypes(Capture database) throws SQLException {
        Set<String> untested = new TreeSet<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                """
                                SELECT typname FROM pg_type t
                                 WHERE typnamespace = 'pg_catalog'::regnamespace
                                   AND typtype IN ('b', 'r', 'm') AND typcategory <> 'A'
                                   AND NOT EXISTS (SELECT FROM pg_attribute a
                                                     JOIN pg_class c ON c.oid = a.attrelid
                                                    WHERE a.atttypid = t.oid
                                                      AND c.relnamespace = 'types'::regnamespace)
                                """)) {
            while (row.next()) {
                untested.add(row.getString(1));
            }
        }
        return untested;
    }

    /** The publications and slots first, so that all see the same; then the connectors. */
    private static void start(Stack stack, Capture database, Map<String, Events> streams)
            throws Exception {
        database.execute(
                "CREATE PUBLICATION leaf FOR ALL TABLES",
                "CREATE PUBLICATION root FOR ALL TABLES WITH (publish_via_partition_root)");
        for (String options : OPTIONS.keySet()) {
            for (String side : List.of("theirs", "ours")) {
                String name = side + options;
                database.execute(
                        "SELECT pg_create_logical_replication_slot('" + name + "', 'pgoutput')");
                stack.worker.rest().configure(name, config(database, side, options, name));
                streams.put(
                        name,
                        new Events(stack.kafka.bootstrapServers(), name, "all")
                                .checking(() -> database.checkAlive(name)));
            }
        }
        for (String name : streams.keySet()) {
            stack.worker.rest().awaitRunning(name, Duration.ofSeconds(60));
            database.awaitStreaming(name);
        }
    }

    private static Map<String, String> config(
            Capture database, String side, String options, String name) {
        Map<String, String> config = database.config(Funnel.options(name, OPTIONS.get(options)));
        config.put("topic.prefix", name);
        config.put("slot.name", name);
        config.putIfAbsent("publication.name", "leaf");
        config.put("publication.autocreate.mode", "disabled");
        config.put("snapshot.mode", "no_data");
        config.put("skipped.operations", "none");
        String converter =
                side.equals("theirs")
                        ? "org.apache.kafka.connect.json.JsonConverter"
                        : "dev.lockstep.json.LockstepJsonConverter";
        config.put("key.converter", converter);
        config.put("key.converter.schemas.enable", "true");
        config.put("value.converter", converter);
        config.put("value.converter.schemas.enable", "true");
        config.put("header.converter.schemas.enable", "true");
        if (side.equals("theirs")) {
            config.put("connector.class", DEBEZIUM);
            config.put("plugin.name", "pgoutput");
            config.put("poll.interval.ms", "10");
            config.put("event.processing.failure.handling.mode", "warn");
        }
        return config;
    }

    private static Map<String, List<Event>> run(
            Capture database, TypeTables types, Map<String, Events> streams) throws Exception {
        Map<String, List<Event>> records = new LinkedHashMap<>();
        streams.keySet().forEach(name -> records.put(name, new ArrayList<>()));
        List<List<String>> blocks = new ArrayList<>();
        blocks.add(types.changes());
        blocks.addAll(blocks(lines("operations.sql")));
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (int block = 0; block < blocks.size(); block++) {
                for (String sql : blocks.get(block)) {
                    execute(statement, sql);
                }
                String mark = "block-" + block;
                execute(statement, "SELECT pg_logical_emit_message(true, '" + mark + "', '')");
                for (String name : streams.keySet()) {
                    records.get(name).addAll(until(streams.get(name), mark, name));
                }
            }
        }
        return records;
    }

    private static void execute(Statement statement, String sql) throws SQLException {
        try {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new SQLException(sql + ": " + e.getMessage(), e);
        }
    }

    private static List<Event> until(Events stream, String mark, String name) {
        List<Event> events = new ArrayList<>();
        do {
            stream.next(1).forEach(event -> events.add(event.renamed(name, "server")));
        } while (events.stream()
                .noneMatch(
                        event -> event.key().path("payload").path("prefix").asText().equals(mark)));
        return events;
    }

    /** Statements end at a line that ends with a semicolon, blocks at an empty line. */
    private static List<List<String>> blocks(List<String> lines) {
        String text =
                lines.stream()
                        .filter(line -> !line.startsWith("--"))
                        .collect(Collectors.joining("\n"));
        List<List<String>> blocks = new ArrayList<>();
        for (String block : text.split("\n\n", -1)) {
            blocks.add(List.of(block.strip().split("(?<=;)\n", -1)));
        }
        return blocks;
    }

    private static List<String> lines(String resource) throws IOException, URISyntaxException {
        return Files.readAllLines(
                Path.of(DifferentialIT.class.getResource("/differential/" + resource).toURI()));
    }

    private static String page() throws IOException {
        return Files.readString(
                Path.of(System.getProperty("lockstep.docs"), "differences-from-debezium.md"));
    }
}
