package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.it.Events.Event;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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

    /** Started by SearchIT and CacheIT. */
    private static final Set<String> ELSEWHERE =
            Set.of("postgres-opensearch-sink", "postgres-redis-sink", "postgres-redis-sink-cache");

    @TempDir private static Path folder;

    private static ExampleShop shop;

    @BeforeAll
    static void openTheShop(Stack stack) throws Exception {
        shop = new ExampleShop(stack, folder).open();
    }

    @AfterAll
    static void closeTheShop() {
        shop.close();
    }

    private static Events events(Sink source, String prefix, String topic) {
        return new Events(shop.stack.kafka.bootstrapServers(), prefix, topic)
                .checking(source::checkAlive);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Test
    @Order(1)
    void everyFileIsValidAndHasNoOptionThatNobodyKnows() throws Exception {
        for (String name : ExampleShop.files()) {
            Map<String, String> config = new HashMap<>(shop.example(name, "shop").config());
            config.put("name", "valid");
            Set<String> wrong = new TreeSet<>(shop.worker.rest().validate(config).keySet());
            if (name.startsWith("postgres-opensearch")) {
                // Nothing is there: SearchIT starts it.
                wrong.remove("connection.url");
            }
            assertThat(wrong).as(name).isEmpty();
            Set<String> unknown = new TreeSet<>(config.keySet());
            unknown.removeAll(shop.worker.rest().knownOptions(config));
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
        try (Sink replica = shop.replica("postgres-jdbc-sink", "shop_replica");
                Sink reporting = shop.replica("postgres-jdbc-sink-reporting", "shop_reporting")) {
            shop.change();
            shop.awaitReplica(replica, "shop_replica");
            reporting.stop();
            String id = shop.order();
            shop.awaitReplica(replica, "shop_replica");
            shop.database.execute("DELETE FROM order_lines WHERE order_id = " + id);
            shop.awaitReplica(replica, "shop_replica");
            reporting.resume();
            reporting.awaitEqual(
                    "2 lines of orders, tables report_order_lines, report_orders",
                    () -> reported(id));
        }
    }

    private static String reported(String order) throws SQLException {
        return new Capture(shop.stack, shop.worker, "shop_reporting")
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
        try (Sink source = shop.start("postgres-source-exactly-once");
                Sink sink = shop.replica("postgres-jdbc-sink-transactions", "shop_ledger")) {
            shop.database.awaitStreaming("shop_ledger");
            shop.change();
            shop.awaitReplica(sink, "shop_ledger");
            source.checkAlive();
        }
    }

    @Test
    @Order(2)
    void theAuditLogTellsWhoChangedWhatInCommitOrder() throws Exception {
        try (Sink source = shop.start("postgres-source-audit-log");
                Events log = events(source, "audit", "log")) {
            shop.database.awaitStreaming("shop_audit");
            shop.database.execute(
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
        try (Sink source = shop.start("postgres-source-masked");
                Events events = events(source, "masked", "public.customers")) {
            List<Event> rows = events.next(2);
            assertThat(rows)
                    .allSatisfy(
                            row -> {
                                assertThat(row.value().toString()).doesNotContain("example.com");
                                assertThat(row.after().path("email").asText()).hasSize(64);
                                assertThat(row.after().path("name").asText()).hasSize(1);
                                assertThat(row.after().has("address")).isFalse();
                            });
            shop.database.awaitStreaming("shop_masked");
            shop.database.execute("UPDATE customers SET tier = 'silver' WHERE id = 2");
            JsonNode change = events.next(1).get(0).value();
            assertThat(change.path("before").path("email"))
                    .isEqualTo(change.path("after").path("email"))
                    .isIn(rows.stream().map(row -> row.after().path("email")).toList());
        }
    }

    @Test
    @Order(2)
    void theOutboxBecomesEventsOfTheDomain() throws Exception {
        try (Sink source = shop.start("postgres-source-outbox")) {
            shop.database.awaitStreaming("shop_outbox");
            shop.database.execute(
                    "BEGIN; UPDATE orders SET status = 'paid' WHERE id = 1; INSERT INTO outbox"
                            + " (aggregatetype, aggregateid, type, payload) VALUES ('order', '1',"
                            + " 'OrderPaid', '{\"order\": 1, \"total\": 7.75}'); DELETE FROM"
                            + " outbox; COMMIT");
            ConsumerRecord<byte[], byte[]> event = shop.first("shop.order.events");
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
        try (Sink source = shop.start("postgres-source-avro")) {
            shop.awaitTopics("avro");
            try (Sink sink = shop.replica("postgres-jdbc-sink-avro", "shop_avro")) {
                shop.change();
                shop.awaitReplica(sink, "shop_avro");
                assertThat(shop.registry().read("/search/artifacts?limit=100"))
                        .contains("avro.public.orders-key", "avro.public.orders-value");
                assertThat(shop.first("avro.public.orders").value())
                        .startsWith(0)
                        .hasSizeLessThan(600);
            }
            source.checkAlive();
        }
    }

    @Test
    @Order(2)
    void sinksReadWhatDebeziumWrites() throws Exception {
        try (Sink source = shop.start("debezium-source")) {
            shop.awaitTopics("debezium");
            try (Sink sink = shop.replica("debezium-jdbc-sink", "shop_debezium")) {
                shop.change();
                shop.awaitReplica(sink, "shop_debezium");
            }
            source.checkAlive();
        }
    }

    @Test
    @Order(2)
    void aShippedOrderIsOneNotification() throws Exception {
        String id = shop.order();
        String other = shop.order();
        try (Sink sink = shop.start("postgres-redis-sink-notifications")) {
            shop.database.execute(
                    "UPDATE orders SET status = 'paid' WHERE id = " + id,
                    "UPDATE orders SET status = 'shipped' WHERE id = " + id,
                    "UPDATE orders SET shipped_at = now() WHERE id = " + id,
                    "UPDATE orders SET status = 'cancelled' WHERE id = " + other);
            sink.awaitEqual(1, () -> notifications().size());
            assertThat(notifications().toString()).contains("status, shipped", "id, " + id);
            sink.awaitEqual(true, () -> !sink.offsets().isEmpty());
            sink.replayAll();
            shop.database.execute("UPDATE orders SET status = 'shipped' WHERE id = " + other);
            sink.awaitEqual(true, () -> notifications().toString().contains("id, " + other));
            assertThat(notifications()).hasSize(2);
        }
    }

    private static List<?> notifications() {
        return (List<?>) shop.stack.redis().command("XRANGE", "notifications:shipped", "-", "+");
    }

    @Test
    @Order(2)
    void theCollectionHasTheProducts() throws Exception {
        try (Sink sink = shop.start("postgres-typesense-sink")) {
            shop.change();
            String skus =
                    shop.database.query("SELECT string_agg(sku, ' ' ORDER BY sku) FROM products");
            sink.awaitEqual(
                    skus,
                    () ->
                            shop.typesense.documents("products").values().stream()
                                    .map(document -> document.get("sku").toString())
                                    .sorted()
                                    .collect(Collectors.joining(" ")));
        }
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyFileIsStarted() {
        Set<String> started = new TreeSet<>(shop.started);
        started.addAll(ELSEWHERE);
        assertThat(started).containsExactlyElementsOf(ExampleShop.files());
    }
}
