package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.it.Events.Event;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Snapshots that users ask a streaming connector for. */
@ExtendWith(Stack.Shared.class)
class AdHocSnapshotIT {

    private static final String SIGNALS =
            "CREATE TABLE signal (id varchar(42) PRIMARY KEY, type varchar(32) NOT NULL, data"
                    + " text)";
    private static final String UNKNOWN = "(never told)";
    private static final Duration SOON = Duration.ofSeconds(60);

    /** What a consumer of the topics knows: by topic and key, the row. */
    private final Map<String, Map<String, Map<String, JsonNode>>> known = new HashMap<>();

    private final Map<String, Long> positions = new HashMap<>();
    private final List<JsonNode> notifications = new ArrayList<>();
    private int reads;

    private static Capture started(Capture capture, String... more) {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "snapshot.mode", "no_data",
                                "signal.data.collection", "public.signal",
                                "table.exclude.list", "public\\.signal,public\\.history",
                                "notification.enabled.channels", "sink,log",
                                "notification.sink.topic.name", capture.name + ".news"));
        options.addAll(List.of(more));
        return capture.start(options.toArray(String[]::new));
    }

    private static void signal(Capture capture, String id, String type, String data)
            throws SQLException {
        capture.execute("INSERT INTO signal VALUES ('" + id + "', '" + type + "', '" + data + "')");
    }

    private void take(Event event) {
        if (event.topic().endsWith(".news")) {
            notifications.add(event.value());
            return;
        }
        if (event.value().isNull()) {
            return;
        }
        long position = event.source().path("position").asLong();
        assertThat(position)
                .as("positions of a topic never go back")
                .isGreaterThanOrEqualTo(positions.getOrDefault(event.topic(), 0L));
        positions.put(event.topic(), position);
        if (event.op().equals("r")) {
            assertThat(event.source().path("snapshot").asText()).isNotEqualTo("false");
            reads++;
        }
        Map<String, Map<String, JsonNode>> table =
                known.computeIfAbsent(event.topic(), topic -> new TreeMap<>());
        String key = event.key().toString();
        if (event.op().equals("d")) {
            table.remove(key);
            return;
        }
        Map<String, JsonNode> row = new TreeMap<>();
        Map<String, JsonNode> before = table.getOrDefault(key, Map.of());
        List<String> unavailable = new ArrayList<>();
        event.value().path("unavailable_fields").forEach(name -> unavailable.add(name.asText()));
        for (Map.Entry<String, JsonNode> field : event.after().properties()) {
            row.put(
                    field.getKey(),
                    unavailable.contains(field.getKey())
                            ? before.getOrDefault(field.getKey(), unknown(event))
                            : field.getValue());
        }
        table.put(key, row);
    }

    /** The stream of a row that moves to another key and keeps its large value cannot say it. */
    private static JsonNode unknown(Event event) {
        return event.op().equals("c") ? TextNode.valueOf(UNKNOWN) : NullNode.getInstance();
    }

    private List<String> types(String id) {
        return notifications.stream()
                .filter(each -> each.path("id").asText().equals(id))
                .map(each -> each.path("type").asText())
                .toList();
    }

    private void takeUntil(Capture capture, Events events, String id, String type) {
        await(type + " for " + id)
                .atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .untilAsserted(
                        () -> {
                            events.poll().forEach(this::take);
                            capture.checkAlive();
                            assertThat(types(id)).contains(type);
                        });
    }

    /** The topics and the tables must come to agree. */
    private void takeUntilEqual(Capture capture, Events events, String... tables) throws Exception {
        for (String table : tables) {
            Map<String, Map<String, String>> rows = rows(capture, table);
            await("topic and table agree: " + table)
                    .atMost(SOON)
                    .pollDelay(Duration.ZERO)
                    .untilAsserted(
                            () -> {
                                events.poll().forEach(this::take);
                                assertThat(texts(capture.name + "." + table))
                                        .usingRecursiveComparison()
                                        .withEqualsForType(
                                                (known, row) ->
                                                        known.equals(UNKNOWN) || known.equals(row),
                                                String.class)
                                        .isEqualTo(rows);
                            });
        }
    }

    private Map<String, Map<String, String>> texts(String topic) {
        Map<String, Map<String, String>> texts = new TreeMap<>();
        known.getOrDefault(topic, Map.of())
                .forEach(
                        (key, row) -> {
                            Map<String, String> text = new TreeMap<>();
                            row.forEach(
                                    (name, value) ->
                                            text.put(
                                                    name,
                                                    value == null || value.isNull()
                                                            ? String.valueOf(value)
                                                            : value.asText()));
                            texts.put(row.get("id").asText(), text);
                        });
        return texts;
    }

    private static Map<String, Map<String, String>> rows(Capture capture, String table)
            throws SQLException {
        Map<String, Map<String, String>> rows = new TreeMap<>();
        try (Connection connection = capture.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            while (row.next()) {
                Map<String, String> values = new TreeMap<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.put(
                            row.getMetaData().getColumnName(i), String.valueOf(row.getString(i)));
                }
                rows.put(row.getString("id"), values);
            }
        }
        return rows;
    }

    @Test
    void bringsAllRowsWhileOthersChangeThem(Stack stack) throws Exception {
        long seed = Long.getLong("lockstep.adhoc.seed", System.nanoTime());
        System.out.println("AdHocSnapshotIT: -Dlockstep.adhoc.seed=" + seed);
        Capture prepared = stack.capture(Workload.DDL);
        prepared.execute(SIGNALS);
        for (String table : Workload.TABLES) {
            prepared.execute(
                    "INSERT INTO " + table + " SELECT g, 1 FROM generate_series(0, 1200) g");
        }
        prepared.execute("UPDATE wide SET filler = repeat('y', 3000) WHERE id % 40 = 0");
        try (Capture capture = started(prepared, "incremental.snapshot.chunk.size", "100");
                Events events =
                        capture.events(
                                "public.plain", "public.full_identity", "public.wide", "news");
                Workload load = new Workload(stack.postgres, capture.name)) {
            load.start(3, new SplittableRandom(seed));
            load.allow(2_000);
            signal(
                    capture,
                    "all",
                    "execute-snapshot",
                    "{\"data-collections\": [\"public\\\\..*\"], \"type\": \"incremental\"}");
            takeUntil(capture, events, "all", "COMPLETED");
            load.end();
            takeUntilEqual(capture, events, Workload.TABLES);
            assertThat(types("all"))
                    .startsWith("STARTED", "IN_PROGRESS")
                    .endsWith("TABLE_SCAN_COMPLETED", "COMPLETED");
            assertThat(reads).isGreaterThan(3 * 900);
        }
    }

    @Test
    void goesOnWhereItWasAfterAKill(Stack stack) throws Exception {
        String database =
                stack.capture(
                                SIGNALS,
                                "CREATE TABLE item (id int PRIMARY KEY, name text)",
                                "INSERT INTO item SELECT g, 'n' FROM generate_series(1, 20000) g")
                        .name;
        try (ConnectWorker worker = Stack.quickWorker(stack.kafka).start();
                Capture capture =
                        started(
                                new Capture(stack, worker, database),
                                "incremental.snapshot.chunk.size",
                                "20");
                Events events = capture.events("public.item", "news")) {
            signal(capture, "one", "execute-snapshot", "{\"data-collections\": [\"public.item\"]}");
            await("rows before the kill")
                    .atMost(SOON)
                    .pollDelay(Duration.ZERO)
                    .until(
                            () -> {
                                events.poll().forEach(this::take);
                                return reads > 4_000;
                            });
            worker.kill();
            capture.execute("UPDATE item SET name = 'late' WHERE id % 1000 = 0");
            worker.start();
            takeUntil(capture, events, "one", "COMPLETED");
            takeUntilEqual(capture, events, "public.item");
            assertThat(reads).as("rows read, those again that were not stored").isLessThan(36_000);
        }
    }

    @Test
    void obeysTheSignalTopic(Stack stack) throws Exception {
        Capture prepared =
                stack.capture(
                        SIGNALS,
                        "CREATE TABLE item (id int PRIMARY KEY, name text)",
                        "INSERT INTO item SELECT g, 'n' FROM generate_series(1, 30000) g");
        try (Topic topic = new Topic(stack, prepared.name);
                Capture capture =
                        started(
                                prepared,
                                "incremental.snapshot.chunk.size",
                                "5",
                                "signal.enabled.channels",
                                "source,kafka",
                                "signal.kafka.bootstrap.servers",
                                stack.kafka.bootstrapServers());
                Events events = capture.events("public.item", "news")) {
            topic.send("nobody", "{\"id\":\"x\",\"type\":\"log\",\"data\":{\"message\":\"m\"}}");
            topic.send(capture.name, "{\"id\":");
            topic.send(capture.name, "{\"id\":\"x\",\"type\":\"explode\",\"data\":{}}");
            topic.send(
                    capture.name,
                    "{\"id\":\"k\",\"type\":\"execute-snapshot\",\"data\":"
                            + "{\"data-collections\":[\"public.item\"]}}");
            takeUntil(capture, events, "k", "IN_PROGRESS");
            topic.send(capture.name, "{\"id\":\"p\",\"type\":\"pause-snapshot\",\"data\":{}}");
            takeUntil(capture, events, "k", "PAUSED");
            int held = reads;
            capture.execute("INSERT INTO item VALUES (0, 'sign of life')");
            await("an event after the pause")
                    .atMost(SOON)
                    .until(
                            () -> {
                                events.poll().forEach(this::take);
                                return texts(capture.name + ".public.item").containsKey("0");
                            });
            assertThat(reads).isEqualTo(held);

            topic.send(capture.name, "{\"id\":\"r\",\"type\":\"resume-snapshot\",\"data\":{}}");
            takeUntil(capture, events, "k", "RESUMED");
            await("rows after the pause")
                    .atMost(SOON)
                    .until(
                            () -> {
                                events.poll().forEach(this::take);
                                return reads > held;
                            });
            topic.send(capture.name, "{\"id\":\"s\",\"type\":\"stop-snapshot\",\"data\":{}}");
            takeUntil(capture, events, "k", "ABORTED");

            // Sent while nobody listens, and yet not lost; and nothing before it comes again.
            stack.worker.rest().stop(capture.name);
            capture.awaitFreeSlot();
            topic.send(
                    capture.name,
                    "{\"id\":\"late\",\"type\":\"execute-snapshot\",\"data\":"
                            + "{\"data-collections\":[\"public.item\"],\"additional-conditions\":"
                            + "[{\"data-collection\":\"public.item\",\"filter\":\"id < 50\"}]}}");
            stack.worker.rest().resume(capture.name);
            takeUntil(capture, events, "late", "COMPLETED");
            assertThat(types("k")).filteredOn(type -> type.equals("STARTED")).hasSize(1);
        }
    }

    @Test
    void readsTablesWithoutAPrimaryKeyByAnotherColumn(Stack stack) throws Exception {
        Capture prepared =
                stack.capture(
                        SIGNALS,
                        "CREATE TABLE item (id int NOT NULL, \"odd Name\" int NOT NULL)",
                        "ALTER TABLE item REPLICA IDENTITY FULL",
                        "INSERT INTO item SELECT g, g % 7 FROM generate_series(1, 1000) g",
                        "CREATE TABLE text_key (id text, part text, PRIMARY KEY (part, id))",
                        "INSERT INTO text_key SELECT 'k''' || g || chr(92), 'p' || g % 3"
                                + " FROM generate_series(1, 500) g",
                        "CREATE TABLE void (id int PRIMARY KEY)");
        try (Capture capture = started(prepared, "incremental.snapshot.chunk.size", "64");
                Events events =
                        capture.events("public.item", "public.text_key", "public.void", "news")) {
            signal(
                    capture,
                    "no key",
                    "execute-snapshot",
                    "{\"data-collections\": [\"public.item\", \"public.void\","
                            + " \"public.text_key\"]}");
            takeUntil(capture, events, "no key", "COMPLETED");
            assertThat(statuses("no key")).containsExactly("NO_PRIMARY_KEY", "EMPTY", "SUCCEEDED");
            takeUntilEqual(capture, events, "public.text_key");
            assertThat(reads).isEqualTo(500);

            signal(
                    capture,
                    "by column",
                    "execute-snapshot",
                    "{\"data-collections\": [\"public.item\"], \"surrogate-key\": \"odd Name\","
                            + " \"additional-conditions\": [{\"data-collection\": \"public.item\","
                            + " \"filter\": \"id % 2 = 0 -- even\"}]}");
            takeUntil(capture, events, "by column", "COMPLETED");
            await("every second row")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> {
                                events.poll().forEach(this::take);
                                assertThat(reads).isEqualTo(1_000);
                            });

            signal(
                    capture,
                    "wrong",
                    "execute-snapshot",
                    "{\"data-collections\": [\"public.text_key\"], \"additional-conditions\":"
                            + " [{\"data-collection\": \".*\", \"filter\": \"nothing = 1\"}]}");
            takeUntil(capture, events, "wrong", "COMPLETED");
            assertThat(statuses("wrong")).containsExactly("SQL_EXCEPTION");
            signal(capture, "none", "execute-snapshot", "{\"data-collections\": [\"nowhere\"]}");
            takeUntil(capture, events, "none", "COMPLETED");
        }
    }

    @Test
    void waitsForABlockingSnapshot(Stack stack) throws Exception {
        Capture prepared =
                stack.capture(
                        SIGNALS,
                        "CREATE TABLE item (id int PRIMARY KEY, name text)",
                        "INSERT INTO item SELECT g, 'n' FROM generate_series(1, 3000) g",
                        "CREATE TABLE other (id int PRIMARY KEY)",
                        "INSERT INTO other VALUES (1)");
        try (Capture capture = started(prepared);
                Events events = capture.events("public.item", "public.other", "news")) {
            capture.execute("UPDATE item SET name = 'm' WHERE id % 2 = 0");
            signal(
                    capture,
                    "wrong",
                    "execute-snapshot",
                    "{\"data-collections\": [\"public.item\"], \"type\": \"blocking\","
                            + " \"additional-conditions\": [{\"data-collection\": \".*\","
                            + " \"filter\": \"nothing = 1\"}]}");
            takeUntil(capture, events, "wrong", "ABORTED");
            signal(
                    capture,
                    "whole",
                    "execute-snapshot",
                    "{\"data-collections\": [\"public.item\"], \"type\": \"blocking\"}");
            capture.execute("DELETE FROM item WHERE id > 2990");
            takeUntil(capture, events, "whole", "COMPLETED");
            capture.execute("INSERT INTO other VALUES (2)");
            takeUntilEqual(capture, events, "public.item");
            await("every row once")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> {
                                events.poll().forEach(this::take);
                                assertThat(reads).isBetween(2_990, 3_000);
                            });
            await("the stream goes on, and the other table was not read")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> {
                                events.poll().forEach(this::take);
                                assertThat(texts(capture.name + ".public.other"))
                                        .containsOnlyKeys("2");
                            });
        }
    }

    private List<String> statuses(String id) {
        return notifications.stream()
                .filter(each -> each.path("id").asText().equals(id))
                .filter(each -> each.path("type").asText().equals("TABLE_SCAN_COMPLETED"))
                .map(each -> each.path("additional_data").path("status").asText())
                .toList();
    }

    /** Sends signals. */
    private static final class Topic implements AutoCloseable {

        private final KafkaProducer<String, String> producer;
        private final String name;

        Topic(Stack stack, String prefix) {
            name = prefix + "-signal";
            producer =
                    new KafkaProducer<>(
                            Map.of("bootstrap.servers", stack.kafka.bootstrapServers()),
                            new StringSerializer(),
                            new StringSerializer());
        }

        void send(String key, String value) throws Exception {
            producer.send(new ProducerRecord<>(name, 0, key, value)).get();
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
