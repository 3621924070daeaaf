package dev.lockstep.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.stream.LogReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions against the newest server. */
@Timeout(60)
class CaptureSessionTest {

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.builder().major(18).start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static PostgresSourceConfig config(String table, String... options) {
        Map<String, String> properties = new HashMap<>();
        properties.put("topic.prefix", table);
        properties.put("database.hostname", server.host());
        properties.put("database.port", Integer.toString(server.port()));
        properties.put("database.user", server.user());
        properties.put("database.password", "unused");
        properties.put("database.dbname", "postgres");
        properties.put("slot.name", table);
        properties.put("publication.name", table);
        properties.put("table.include.list", "public." + table);
        properties.put("message.prefix.include.list", table);
        properties.put("heartbeat.interval.ms", "0");
        for (int i = 0; i < options.length; i += 2) {
            properties.put(options[i], options[i + 1]);
        }
        return new PostgresSourceConfig(properties);
    }

    private static Session open(PostgresSourceConfig config, Optional<SourceOffset> stored)
            throws SQLException {
        Database database = new Database(config.connection(), config.events().topicPrefix());
        Map<String, String> partition = Map.of("server", config.events().topicPrefix());
        while (true) {
            try {
                return new CaptureStart(
                                config,
                                database,
                                "1.0",
                                partition,
                                new CaptureMetrics(() -> 0),
                                new StreamForm(config),
                                false)
                        .open(stored);
            } catch (SQLException e) {
                // The server may not have noticed yet that the session before has ended.
                if (Diagnosis.of(e).outcome() != Diagnosis.Outcome.SLOT_HELD) {
                    throw e;
                }
            }
        }
    }

    private static void execute(String... sql) throws SQLException {
        server.execute("postgres", sql);
    }

    private static List<SourceRecord> next(Session session, int count) throws Exception {
        List<SourceRecord> records = new ArrayList<>();
        while (records.size() < count) {
            records.addAll(session.poll());
        }
        return records;
    }

    private static Optional<SourceOffset> restored(SourceRecord record) {
        return Optional.of(SourceOffset.of(new HashMap<>(record.sourceOffset())));
    }

    @Test
    void goesOnRightAfterEveryStoredOffset() throws Exception {
        execute("CREATE TABLE again (id int PRIMARY KEY)");
        PostgresSourceConfig config = config("again");
        List<SourceRecord> all;
        try (Session session = open(config, Optional.empty())) {
            execute(
                    "INSERT INTO again VALUES (1), (2)",
                    "BEGIN; INSERT INTO again VALUES (3); SELECT pg_logical_emit_message(true,"
                        + " 'again', 'in'); SELECT pg_logical_emit_message(false, 'again', 'out',"
                        + " true); COMMIT",
                    "SELECT pg_logical_emit_message(false, 'again', 'alone', true)",
                    "INSERT INTO again VALUES (4)");
            all = next(session, 7);
        }
        for (int i = 0; i < all.size() - 1; i++) {
            try (Session session = open(config, restored(all.get(i)))) {
                List<SourceRecord> rest = next(session, all.size() - 1 - i);
                assertThat(offsets(rest)).isEqualTo(offsets(all.subList(i + 1, all.size())));
            }
        }
    }

    /** Without times: a message outside of transactions has none of its own. */
    private static List<String> offsets(List<SourceRecord> records) {
        return records.stream()
                .map(
                        record -> {
                            Map<String, Object> offset = new HashMap<>(record.sourceOffset());
                            offset.remove("ts_usec");
                            return record.topic() + offset;
                        })
                .toList();
    }

    @Test
    void makesNoPublicationForASlotThatIsThere() throws Exception {
        execute(
                "CREATE TABLE late (id int PRIMARY KEY)",
                "SELECT pg_create_logical_replication_slot('late', 'pgoutput')",
                "INSERT INTO late VALUES (1)");
        assertThatThrownBy(() -> open(config("late"), Optional.empty()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("publication late does not exist")
                .hasMessageContaining("drop slot late");
    }

    @Test
    void needsThePublicationThatSomebodyElseKeeps() {
        PostgresSourceConfig config = config("absent", "publication.autocreate.mode", "disabled");
        assertThatThrownBy(() -> open(config, Optional.empty()))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("Cannot use publication absent: it does not exist");
    }

    @Test
    void stopsWhenThePublicationGoesAway() throws Exception {
        execute("CREATE TABLE dropped (id int PRIMARY KEY)");
        try (Session session = open(config("dropped"), Optional.empty())) {
            execute("INSERT INTO dropped VALUES (1)");
            List<SourceRecord> records = next(session, 1);
            execute(
                    "DROP PUBLICATION dropped",
                    "INSERT INTO dropped VALUES (2)",
                    "CREATE PUBLICATION dropped FOR TABLE dropped",
                    "INSERT INTO dropped VALUES (3)");
            assertThatThrownBy(() -> next(session, 1))
                    .isInstanceOf(LogReader.Stopped.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e ->
                                    assertThat(Diagnosis.of(e).outcome())
                                            .isEqualTo(Diagnosis.Outcome.STOP))
                    .hasMessageContaining("dropped");
            assertThat(session.handedOut()).isEqualTo(records.get(0).sourceOffset());
        }
    }

    @Test
    void returnsAtOnceFromPollWhenClosed() throws Exception {
        execute("CREATE TABLE closing (id int PRIMARY KEY)");
        Session session = open(config("closing", "poll.interval.ms", "3600000"), Optional.empty());
        session.close();
        assertThat(session.poll()).isEmpty();
    }

    @Test
    void letsTheServerShutDownBeforeAnythingIsStored() throws Exception {
        execute("CREATE TABLE parting (id int PRIMARY KEY)");
        PostgresSourceConfig config = config("parting");
        Optional<SourceOffset> stored;
        try (Session session = open(config, Optional.empty())) {
            execute("INSERT INTO parting VALUES (1)", "INSERT INTO parting VALUES (2)");
            stored = restored(next(session, 2).get(0));
            CompletableFuture.runAsync(server::stop).get(20, TimeUnit.SECONDS);
        }
        server.start();
        try (Session session = open(config, stored)) {
            assertThat(next(session, 1)).hasSize(1);
        }
    }
}
