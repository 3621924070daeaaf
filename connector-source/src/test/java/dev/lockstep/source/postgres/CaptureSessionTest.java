package dev.lockstep.source.postgres;

import static dev.lockstep.source.postgres.Sessions.next;
import static dev.lockstep.source.postgres.Sessions.open;
import static dev.lockstep.source.postgres.Sessions.restored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
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
        List<String> all =
                new ArrayList<>(
                        List.of(
                                "table.include.list",
                                "public." + table,
                                "message.prefix.include.list",
                                table));
        all.addAll(List.of(options));
        return Sessions.config(server, table, all.toArray(String[]::new));
    }

    private static void execute(String... sql) throws SQLException {
        server.execute("postgres", sql);
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
