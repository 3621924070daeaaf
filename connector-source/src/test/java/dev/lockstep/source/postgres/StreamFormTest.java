package dev.lockstep.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.source.postgres.catalog.CatalogReader;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When streams are binary, and how they become text. */
@Timeout(60)
class StreamFormTest {

    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws SQLException {
        server = PostgresServer.builder().start();
        server.execute(
                "postgres",
                "CREATE TYPE pair AS (a int, b int)",
                "CREATE SCHEMA known",
                "CREATE TABLE known.a (id int PRIMARY KEY, t text[], n numeric, never aclitem)",
                "CREATE SCHEMA mixed",
                "CREATE TABLE mixed.a (id int PRIMARY KEY)",
                "CREATE TABLE mixed.b (id int PRIMARY KEY, p pair, d money)",
                "CREATE PUBLICATION known FOR TABLE known.a",
                "CREATE PUBLICATION mixed FOR TABLE mixed.a, mixed.b",
                "CREATE PUBLICATION listed FOR TABLE mixed.a, mixed.b (id)");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static PostgresSourceConfig config(String name, String... options) {
        Map<String, String> properties = new HashMap<>();
        properties.put("topic.prefix", name);
        properties.put("database.hostname", server.host());
        properties.put("database.port", Integer.toString(server.port()));
        properties.put("database.user", server.user());
        properties.put("database.password", "unused");
        properties.put("database.dbname", "postgres");
        properties.put("slot.name", name);
        properties.put("publication.name", name);
        properties.put("snapshot.mode", "no_data");
        properties.put("heartbeat.interval.ms", "0");
        for (int i = 0; i < options.length; i += 2) {
            properties.put(options[i], options[i + 1]);
        }
        return new PostgresSourceConfig(properties);
    }

    @ParameterizedTest
    @CsvSource({
        "known, stream.binary, auto, true",
        "known, stream.binary, OFF, false",
        "mixed, stream.binary, auto, false",
        "mixed, table.include.list, mixed.a, true",
        "mixed, column.exclude.list, 'mixed.b.p,mixed.b.d', true",
        "mixed, column.exclude.list, mixed.b.p, false",
        "listed, stream.binary, auto, true",
    })
    void isBinaryIfTheFormsOfAllCapturedColumnsAreKnown(
            String publication, String option, String value, boolean binary) {
        PostgresSourceConfig config = config(publication, option, value);
        try (CatalogReader catalog =
                new CatalogReader(new Database(config.connection(), publication))) {
            StreamForm form = new StreamForm(config);
            assertThat(form.isBinary(catalog)).isEqualTo(binary);
            form.refuseBinary();
            assertThat(form.isBinary(catalog)).isFalse();
        }
    }

    @Test
    void goesOnAsTextAtOnceWhereAFormIsNotKnown() throws Exception {
        server.execute(
                "postgres", "CREATE SCHEMA grows", "CREATE TABLE grows.a (id int PRIMARY KEY)");
        PostgresSourceConfig config =
                config("grows", "schema.include.list", "grows", "slot.retry.delay.ms", "60000");
        Reconnector reconnector = reconnector(config);
        List<SourceRecord> records = new ArrayList<>();
        try {
            reconnector.poll();
            server.execute("postgres", "INSERT INTO grows.a VALUES (1)");
            poll(reconnector, records, 1);
            assertThat(StreamedForm.of(server, "grows")).isTrue();
            server.execute(
                    "postgres",
                    "BEGIN; INSERT INTO grows.a VALUES (2), (3);"
                            + " ALTER TABLE grows.a ADD d money;"
                            + " INSERT INTO grows.a VALUES (4, NULL), (5, 12.5), (6, NULL); COMMIT",
                    "ALTER TABLE grows.a DROP d",
                    "INSERT INTO grows.a VALUES (7)");
            poll(reconnector, records, 7);
            assertThat(StreamedForm.of(server, "grows")).isFalse();
        } finally {
            reconnector.stop();
        }
        assertThat(records.stream().map(record -> after(record).getInt32("id")))
                .containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(after(records.get(4)).get("d")).hasToString("12.50");
        assertThat(records.subList(1, 6).stream().map(record -> source(record).getInt64("ordinal")))
                .containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    private static Reconnector reconnector(PostgresSourceConfig config) {
        CaptureMetrics metrics = new CaptureMetrics(() -> 0);
        CaptureStart start =
                new CaptureStart(
                        config,
                        new Database(config.connection(), "grows"),
                        "1.0",
                        Map.of("server", "grows"),
                        metrics,
                        new StreamForm(config),
                        false);
        return new Reconnector(
                config.streaming(),
                config.replication(),
                "slot grows",
                start,
                metrics,
                Optional.empty());
    }

    private static void poll(Reconnector reconnector, List<SourceRecord> records, int count)
            throws InterruptedException {
        while (records.size() < count) {
            records.addAll(reconnector.poll());
        }
    }

    private static Struct after(SourceRecord record) {
        return ((Struct) record.value()).getStruct("after");
    }

    private static Struct source(SourceRecord record) {
        return ((Struct) record.value()).getStruct("source");
    }
}
