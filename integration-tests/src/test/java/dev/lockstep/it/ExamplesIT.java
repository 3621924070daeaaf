package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.SchemaRegistryServer;
import dev.lockstep.it.Events.Event;
import dev.lockstep.sink.typesense.FakeServer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file of config-examples, unchanged, on the shop of the demo: the source of most of them
 * runs all the time, each test starts a connector more, changes rows and sees its effect.
 */
@ExtendWith(Stack.Shared.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExamplesIT {

    private static final List<String> TABLES =
            List.of("customers", "products", "product_pages", "orders", "order_lines");

    /** Started by SearchIT and CacheIT. */
    private static final Set<String> ELSEWHERE =
            Set.of("postgres-opensearch-sink", "postgres-redis-sink", "postgres-redis-sink-cache");

    private static final String AVRO_CONVERTER =
            "io.apicurio.registry.utils.converter.AvroConverter";

    private static final String OUTBOX =
            "CREATE TABLE outbox (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), aggregatetype"
                    + " text NOT NULL, aggregateid text NOT NULL, type text NOT NULL, payload jsonb"
                    + " NOT NULL)";

    private static final Set<String> STARTED = new TreeSet<>();

    @TempDir private static Path folder;

    private static Stack stack;
    private static ConnectWorker worker;
    private static FakeServer typesense;
    private static Capture shop;

    @BeforeAll
    static void startTheShop(Stack shared) throws Exception {
        stack = shared;
        typesense = new FakeServer();
        worker =
                Stack.worker(stack.kafka)
                        .pluginPath(Path.of(System.getProperty("lockstep.plugins")), converters())
                        .property("exactly.once.source.support", "enabled")
                        .start();
        stack.postgres.execute("postgres", "CREATE DATABASE shop");
        stack.postgres.execute("shop", schema(), OUTBOX);
        shop = new Capture(stack, worker, "shop");
        example("postgres-source-shop").start(worker);
        shop.awaitStreaming("shop");
        shop.execute(
                "INSERT INTO customers (email, name, address) VALUES"
                        + " ('ada@example.com', 'Ada', '{\"city\": \"Bremen\"}'),"
                        + " ('ben@example.com', 'Ben', '{\"city\": \"Lyon\"}')",
                "INSERT INTO products (sku, name, price, stock) SELECT 'SKU-' || i, 'Tea ' || i,"
                        + " i / 4.0, 10 FROM generate_series(1, 5) i",
                "INSERT INTO product_pages SELECT id, name, repeat('x', 3000) FROM products");
        order();
        awaitTopics("shop");
    }

    /** A sink that subscribes by an expression finds later topics after minutes only. */
    private static void awaitTopics(String prefix) {
        List<String> wanted = TABLES.stream().map(table -> prefix + ".public." + table).toList();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            await("topics of " + prefix)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> consumer.listTopics().keySet().containsAll(wanted));
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer() {
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        stack.kafka.bootstrapServers(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                bytes,
                bytes);
    }

    /** The first record of a topic, once there is one. */
    private static ConsumerRecord<byte[], byte[]> first(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            return await("a record of " + topic)
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> consumer.poll(Duration.ofMillis(200)),
                            records -> !records.isEmpty())
                    .iterator()
                    .next();
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Apicurio's converters do not list themselves, and a worker that loads every class to find
     * them starts slowly. So they are listed as {@code connect-plugin-path.sh sync-manifests} does.
     */
    private static Path converters() throws IOException {
        Path plugin = Files.createDirectories(folder.resolve("apicurio"));
        for (File jar : new File(System.getProperty("lockstep.converter")).listFiles()) {
            Files.createSymbolicLink(plugin.resolve(jar.getName()), jar.toPath());
        }
        try (ZipOutputStream list =
                new ZipOutputStream(Files.newOutputStream(plugin.resolve("list.jar")))) {
            list.putNextEntry(
                    new ZipEntry("META-INF/services/org.apache.kafka.connect.storage.Converter"));
            list.write(AVRO_CONVERTER.getBytes(StandardCharsets.UTF_8));
        }
        return folder;
    }

    @AfterAll
    static void stopTheShop() {
        worker.close();
        typesense.close();
    }

    private static String schema() throws Exception {
        Path file =
                examples().resolve("../cli/src/main/resources/dev/lockstep/cli/shop/schema.sql");
        return Files.readString(file);
    }

    private static Path examples() {
        return Path.of(System.getProperty("lockstep.examples"));
    }

    private static List<String> files() {
        return Arrays.stream(examples().toFile().listFiles())
                .map(File::getName)
                .filter(name -> name.endsWith(".json"))
                .map(name -> name.replace(".json", ""))
                .sorted()
                .toList();
    }

    private static Example example(String name) throws Exception {
        STARTED.add(name);
        return filled(name, "shop");
    }

    /** With the addresses of the servers here. */
    private static Example filled(String name, String database) throws Exception {
        return Example.of(name)
                .with(
                        Map.of(
                                "PGHOST", stack.postgres.host(),
                                "PGPORT", Integer.toString(stack.postgres.port()),
                                "PGUSER", stack.postgres.user(),
                                "PGPASSWORD", "none",
                                "PGDATABASE", database))
                .with("TYPESENSE_URL", typesense.url())
                .with("TYPESENSE_API_KEY", FakeServer.KEY)
                .with("MASK_SECRET", "correct horse battery staple")
                .with("REGISTRY_URL", "http://127.0.0.1:1/apis/registry/v2")
                .with("SEARCH_URL", "http://127.0.0.1:1")
                .with("SEARCH_USER", "nobody")
                .with("SEARCH_PASSWORD", "none")
                .with("REDIS_URL", "redis://127.0.0.1:" + stack.redis().port())
                .with("REDIS_PASSWORD", Stack.REDIS_PASSWORD);
    }

    /** Starts a sink with a database of its own as the target. */
    private static Sink replica(String name, String database) throws Exception {
        stack.postgres.execute("postgres", "CREATE DATABASE " + database);
        return example(name).with("PGDATABASE", database).start(worker);
    }

    /** A new order of two lines, in one transaction. */
    private static String order() throws SQLException {
        shop.execute(
                "BEGIN; INSERT INTO orders (customer_id, total) VALUES (1, 7.75); INSERT INTO"
                    + " order_lines SELECT max(id), n, n, n, 1.25 FROM orders, generate_series(1,"
                    + " 2) n GROUP BY n; COMMIT");
        return shop.query("SELECT max(id) FROM orders");
    }

    /** Changes of every kind. */
    private static void change() throws SQLException {
        String id = order();
        shop.execute(
                "UPDATE customers SET tier = 'gold', address = NULL WHERE id = 1",
                "UPDATE products SET price = price * 2 WHERE id % 2 = 1",
                "UPDATE product_pages SET title = 'new' WHERE product_id = 2",
                "INSERT INTO products (sku, name, price, stock) VALUES ('GONE', 'gone', 1, 1)",
                "DELETE FROM products WHERE sku = 'GONE'",
                "DELETE FROM order_lines WHERE line_no = 2 AND order_id = " + id);
    }

    private static void awaitReplica(Sink sink, String database, List<String> tables)
            throws Exception {
        sink.awaitEqual(digests("shop", "", tables), () -> digests(database, "", tables));
    }

    private static List<String> digests(String database, String prefix, List<String> tables)
            throws SQLException {
        List<String> digests = new ArrayList<>();
        for (String table : tables) {
            digests.add(Replica.digest(stack.postgres, database, prefix + table));
        }
        return digests;
    }

    private static Events events(Sink source, String... topics) {
        String bootstrap = stack.kafka.bootstrapServers();
        String prefix = topics[0].substring(0, topics[0].indexOf('.'));
        String[] rest =
                Stream.of(topics)
                        .map(topic -> topic.substring(prefix.length() + 1))
                        .toArray(String[]::new);
        return new Events(bootstrap, prefix, rest).checking(source::checkAlive);
    }

    @Test
    @Order(1)
    void everyFileIsValidAndHasNoOptionThatNobodyKnows() throws Exception {
        for (String name : files()) {
            Map<String, String> config = new HashMap<>(filled(name, "shop").config());
            config.put("name", "valid");
            if (name.startsWith("debezium-source")) {
                // A connector of others has no say about its slot in ours.
                config.put("slot.name", "valid");
            }
            Set<String> wrong = new TreeSet<>(worker.rest().validate(config).keySet());
            if (name.startsWith("postgres-opensearch")) {
                wrong.remove("connection.url");
            }
            assertThat(wrong).as(name).isEmpty();
            Set<String> unknown = new TreeSet<>(config.keySet());
            unknown.removeAll(worker.rest().knownOptions(config));
            unknown.removeIf(
                    key ->
                            key.matches(
                                    "topic\\.creation\\..*|consumer\\.override\\..*|.*\\.apicurio\\..*"));
            assertThat(unknown).as(name).isEmpty();
        }
    }

    @Test
    @Order(2)
    void theReplicaEqualsTheShopAndReportingKeepsWhatIsDeletedThere() throws Exception {
        try (Sink replica = replica("postgres-jdbc-sink", "shop_replica");
                Sink reporting = replica("postgres-jdbc-sink-reporting", "shop_reporting")) {
            change();
            awaitReplica(replica, "shop_replica", TABLES);
            reporting.stop();
            String id = order();
            awaitReplica(replica, "shop_replica", TABLES);
            shop.execute("DELETE FROM order_lines WHERE order_id = " + id);
            awaitReplica(replica, "shop_replica", TABLES);
            reporting.resume();
            reporting.awaitEqual(
                    "2 lines of orders, tables report_order_lines, report_orders",
                    () -> reported(id));
        }
    }

    private static String reported(String order) throws SQLException {
        return new Capture(stack, worker, "shop_reporting")
                .query(
                        "SELECT count(*) || ' lines of orders, tables ' || (SELECT"
                            + " string_agg(relname, ', ' ORDER BY relname) FROM pg_class WHERE"
                            + " relkind = 'r' AND relname LIKE 'report%') FROM report_order_lines"
                            + " WHERE order_id = "
                                + order);
    }

    @Test
    @Order(2)
    void exactlyOnceFromTheLogToAReplicaThatShowsWholeTransactions() throws Exception {
        try (Sink source = example("postgres-source-exactly-once").start(worker);
                Sink sink = replica("postgres-jdbc-sink-transactions", "shop_ledger")) {
            shop.awaitStreaming("shop_ledger");
            change();
            awaitReplica(sink, "shop_ledger", TABLES);
            source.checkAlive();
        }
    }

    @Test
    @Order(2)
    void theAuditLogTellsWhoChangedWhatInCommitOrder() throws Exception {
        try (Sink source = example("postgres-source-audit-log").start(worker);
                Events log = events(source, "audit.log")) {
            shop.awaitStreaming("shop_audit");
            shop.execute(
                    "BEGIN; SELECT pg_logical_emit_message(true, 'lockstep.context', '{\"user\":"
                            + " \"ann\"}'); UPDATE customers SET name = 'Bea' WHERE id = 2; UPDATE"
                            + " products SET stock = 9 WHERE id = 1; COMMIT",
                    "DELETE FROM product_pages WHERE product_id = 5");
            List<Event> events = log.next(3);
            assertThat(events)
                    .extracting(
                            event ->
                                    event.source().path("table").asText()
                                            + event.value().path("changed_fields")
                                            + event.headers().path("user"))
                    .containsExactly(
                            "customers[\"name\"]\"ann\"",
                            "products[\"stock\"]\"ann\"",
                            "product_pagesnull");
            assertThat(events.get(0).before().path("name").asText()).isEqualTo("Ben");
            assertThat(events.get(1).value().path("transaction").path("total_order").asInt())
                    .isEqualTo(2);
            assertThat(log.rest()).isEmpty();
        }
    }

    @Test
    @Order(2)
    void maskedColumnsNeverReachATopic() throws Exception {
        try (Sink source = example("postgres-source-masked").start(worker);
                Events events = events(source, "masked.public.customers")) {
            List<Event> rows = events.next(2);
            assertThat(rows)
                    .allSatisfy(
                            row -> {
                                assertThat(row.value().toString()).doesNotContain("example.com");
                                assertThat(row.after().path("email").asText()).hasSize(64);
                                assertThat(row.after().path("name").asText()).hasSize(1);
                                assertThat(row.after().has("address")).isFalse();
                            });
            shop.awaitStreaming("shop_masked");
            shop.execute("UPDATE customers SET tier = 'silver' WHERE id = 2");
            JsonNode change = events.next(1).get(0).value();
            assertThat(change.path("before").path("email"))
                    .isEqualTo(change.path("after").path("email"))
                    .isIn(rows.stream().map(row -> row.after().path("email")).toList());
        }
    }

    @Test
    @Order(2)
    void theOutboxBecomesEventsOfTheDomain() throws Exception {
        try (Sink source = example("postgres-source-outbox").start(worker)) {
            shop.awaitStreaming("shop_outbox");
            shop.execute(
                    "BEGIN; UPDATE orders SET status = 'paid' WHERE id = 1; INSERT INTO outbox"
                            + " (aggregatetype, aggregateid, type, payload) VALUES ('order', '1',"
                            + " 'OrderPaid', '{\"order\": 1, \"total\": 7.75}'); DELETE FROM"
                            + " outbox; COMMIT");
            ConsumerRecord<byte[], byte[]> event = first("shop.order.events");
            assertThat(text(event.key())).isEqualTo("1");
            assertThat(text(event.value())).isEqualTo("{\"order\":1,\"total\":7.75}");
            assertThat(text(event.headers().lastHeader("type").value())).isEqualTo("OrderPaid");
            assertThat(text(event.headers().lastHeader("id").value())).hasSize(36);
            source.checkAlive();
        }
    }

    @Test
    @Order(2)
    void avroGoesThroughARegistryToAReplica() throws Exception {
        stack.postgres.execute("postgres", "CREATE DATABASE shop_avro");
        try (SchemaRegistryServer registry = SchemaRegistryServer.start();
                Sink source =
                        example("postgres-source-avro")
                                .with("REGISTRY_URL", registry.url())
                                .start(worker)) {
            awaitTopics("avro");
            Example example =
                    example("postgres-jdbc-sink-avro")
                            .with("PGDATABASE", "shop_avro")
                            .with("REGISTRY_URL", registry.url());
            try (Sink sink = example.start(worker)) {
                change();
                awaitReplica(sink, "shop_avro", TABLES);
                assertThat(registry.read("/search/artifacts?limit=100"))
                        .contains("avro.public.orders-key", "avro.public.orders-value");
                assertThat(first("avro.public.orders").value()).startsWith(0).hasSizeLessThan(600);
            }
            source.checkAlive();
        }
    }

    @Test
    @Order(2)
    void sinksReadWhatDebeziumWrites() throws Exception {
        try (Sink source = example("debezium-source").start(worker)) {
            awaitTopics("debezium");
            try (Sink sink = replica("debezium-jdbc-sink", "shop_debezium")) {
                change();
                awaitReplica(sink, "shop_debezium", TABLES);
            }
            source.checkAlive();
        }
    }

    @Test
    @Order(2)
    void aShippedOrderIsOneNotification() throws Exception {
        String id = order();
        String other = order();
        try (Sink sink = example("postgres-redis-sink-notifications").start(worker)) {
            shop.execute(
                    "UPDATE orders SET status = 'paid' WHERE id = " + id,
                    "UPDATE orders SET status = 'shipped' WHERE id = " + id,
                    "UPDATE orders SET shipped_at = now() WHERE id = " + id,
                    "UPDATE orders SET status = 'cancelled' WHERE id = " + other);
            sink.awaitEqual(1, () -> notifications().size());
            assertThat(notifications().toString()).contains("status, shipped", "id, " + id);
            sink.awaitEqual(true, () -> !sink.offsets().isEmpty());
            sink.replayAll();
            shop.execute("UPDATE orders SET status = 'shipped' WHERE id = " + other);
            sink.awaitEqual(true, () -> notifications().toString().contains("id, " + other));
            assertThat(notifications()).hasSize(2);
        }
    }

    private static List<?> notifications() {
        return (List<?>) stack.redis().command("XRANGE", "notifications:shipped", "-", "+");
    }

    @Test
    @Order(2)
    void theCollectionHasTheProducts() throws Exception {
        try (Sink sink = example("postgres-typesense-sink").start(worker)) {
            change();
            String skus = shop.query("SELECT string_agg(sku, ' ' ORDER BY sku) FROM products");
            sink.awaitEqual(
                    skus,
                    () ->
                            typesense.documents("products").values().stream()
                                    .map(document -> document.get("sku").toString())
                                    .sorted()
                                    .collect(Collectors.joining(" ")));
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyFileIsStarted() {
        Set<String> started = new TreeSet<>(STARTED);
        started.addAll(ELSEWHERE);
        assertThat(started).containsExactlyElementsOf(files());
    }
}
