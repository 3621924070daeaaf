package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.it.Events.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows that a snapshot reads beside the same rows as the log brought them. */
@ExtendWith(Stack.Shared.class)
class SnapshotIT {

    /** Every mode of every option that decides how a value is written. */
    private static final Map<String, Map<String, String>> OPTIONS =
            Map.of(
                    "plain",
                    Map.of(),
                    "connect",
                    Map.of(
                            "decimal.handling.mode", "string",
                            "time.precision.mode", "connect",
                            "binary.handling.mode", "base64",
                            "hstore.handling.mode", "map",
                            "interval.handling.mode", "string"),
                    "iso",
                    Map.of(
                            "decimal.handling.mode", "double",
                            "time.precision.mode", "isostring",
                            "binary.handling.mode", "hex"),
                    "nano",
                    Map.of(
                            "time.precision.mode", "nanoseconds",
                            "binary.handling.mode", "base64-url-safe"),
                    "micro",
                    Map.of("time.precision.mode", "microseconds"));

    @Test
    void readsEveryValueAsTheLogBringsIt(Stack stack) throws Exception {
        TypeTables types =
                new TypeTables(
                        Files.readAllLines(
                                Path.of(
                                        SnapshotIT.class
                                                .getResource("/differential/types.txt")
                                                .toURI())));
        Capture database = stack.capture(types.definitions());
        database.execute("CREATE PUBLICATION types FOR TABLES IN SCHEMA types");
        List<String> names = new ArrayList<>();
        try {
            for (String options : OPTIONS.keySet()) {
                names.add(start(stack, database, "log" + options, options, "no_data"));
            }
            for (String name : names) {
                database.awaitStreaming(name);
            }
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                for (String sql : types.changes()) {
                    statement.execute(sql);
                }
                statement.execute("SELECT pg_logical_emit_message(true, 'end', '')");
            }
            for (String options : OPTIONS.keySet()) {
                Map<String, JsonNode> streamed = streamed(stack, database, "log" + options);
                names.add(start(stack, database, "rows" + options, options, "initial"));
                assertThat(read(stack, database, "rows" + options, streamed.size()))
                        .as(options)
                        .isEqualTo(streamed);
            }
        } finally {
            names.forEach(stack.worker.rest()::delete);
        }
    }

    private static String start(
            Stack stack, Capture database, String name, String options, String mode) {
        Map<String, String> config = database.config(Funnel.options(name, OPTIONS.get(options)));
        config.put("topic.prefix", name);
        config.put("slot.name", name);
        config.put("publication.name", "types");
        config.put("publication.autocreate.mode", "disabled");
        config.put("schema.include.list", "types");
        config.put("snapshot.mode", mode);
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "true");
        stack.worker.rest().configure(name, config);
        stack.worker.rest().awaitRunning(name, Duration.ofSeconds(60));
        return name;
    }

    /** The latest row of each key, by table and key. */
    private static Map<String, JsonNode> streamed(Stack stack, Capture database, String name) {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        try (Events events =
                new Events(stack.kafka.bootstrapServers(), name, "all")
                        .checking(() -> database.checkAlive(name))) {
            boolean ended = false;
            while (!ended) {
                for (Event raw : events.next(1)) {
                    ended |= !take(raw.renamed(name, "server"), rows);
                }
            }
        }
        return rows;
    }

    /** False for the message that ends the stream. */
    private static boolean take(Event event, Map<String, JsonNode> rows) {
        JsonNode payload = event.value().path("payload");
        switch (payload.path("op").asText()) {
            case "m" -> {
                return false;
            }
            case "c", "u" -> rows.put(identity(payload, event.key()), row(event.value()));
            case "d" -> rows.remove(identity(payload, event.key()));
            default -> assertThat(event.value().isNull()).as("a tombstone").isTrue();
        }
        return true;
    }

    private static Map<String, JsonNode> read(
            Stack stack, Capture database, String name, int count) {
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        try (Events events =
                new Events(stack.kafka.bootstrapServers(), name, "all")
                        .checking(() -> database.checkAlive(name))) {
            for (Event raw : events.next(count)) {
                Event event = raw.renamed(name, "server");
                JsonNode payload = event.value().path("payload");
                assertThat(payload.path("op").asText()).isEqualTo("r");
                rows.put(identity(payload, event.key()), row(event.value()));
            }
        }
        return rows;
    }

    private static String identity(JsonNode payload, JsonNode key) {
        return payload.path("source").path("table").asText() + key;
    }

    /** The row, what is said about it, and the schema of all of it. */
    private static JsonNode row(JsonNode value) {
        ObjectNode row = value.deepCopy();
        ObjectNode payload = (ObjectNode) row.get("payload");
        payload.retain("after", "exact_values");
        return row;
    }
}
