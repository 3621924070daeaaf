package dev.lockstep.source.postgres;

import static dev.lockstep.source.postgres.Sessions.config;
import static dev.lockstep.source.postgres.Sessions.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.embedded.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A commit that is in the log while its transaction is not visible yet: a standby is waited for.
 */
@Timeout(60)
class LateVisibilityTest {

    private static final String TRANSACTION =
            "BEGIN; CREATE TYPE mood AS ENUM ('sad', 'ok');"
                    + " CREATE TABLE made (v mood, b int, a int, PRIMARY KEY (a, b));"
                    + " ALTER TABLE made REPLICA IDENTITY FULL;"
                    + " INSERT INTO made VALUES ('ok', 2, 1); COMMIT";

    private static boolean is(PostgresServer server, String condition) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + condition)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void waitForStandby(PostgresServer server, String name) throws SQLException {
        server.execute(
                "postgres",
                "SET synchronous_commit = off",
                "ALTER SYSTEM SET synchronous_standby_names = '" + name + "'",
                "SELECT pg_reload_conf()");
        await().until(
                        () ->
                                is(
                                        server,
                                        "current_setting('synchronous_standby_names') = '"
                                                + name
                                                + "'"));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void catalogsAreAskedWhenTheyKnowTheTable(int major) throws Exception {
        try (PostgresServer server = PostgresServer.builder().major(major).start();
                Session session = open(server)) {
            waitForStandby(server, "nobody");
            CompletableFuture<Void> commit = run(() -> server.execute("postgres", TRANSACTION));
            CompletableFuture<List<SourceRecord>> records =
                    CompletableFuture.supplyAsync(() -> records(session));
            await("the question for the transaction")
                    .until(
                            () ->
                                    records.isDone()
                                            || is(
                                                    server,
                                                    "EXISTS (SELECT FROM pg_stat_activity WHERE"
                                                            + " query LIKE 'SELECT"
                                                            + " pg_current_snapshot()%')"));
            assertThat(commit).isNotDone();
            waitForStandby(server, "");
            commit.get(30, TimeUnit.SECONDS);
            SourceRecord record = records.get(30, TimeUnit.SECONDS).get(0);
            assertThat(record.keySchema()).isNotNull();
            assertThat(record.keySchema().fields()).extracting("name").containsExactly("a", "b");
            assertThat(record.valueSchema().field("after").schema().field("v").schema().name())
                    .isEqualTo("io.debezium.data.Enum");
        }
    }

    private static Session open(PostgresServer server) throws SQLException {
        server.execute("postgres", "CREATE PUBLICATION late FOR ALL TABLES");
        return Sessions.open(
                config(
                        server,
                        "late",
                        "publication.autocreate.mode",
                        "disabled",
                        "snapshot.mode",
                        "no_data"),
                Optional.empty());
    }

    private interface Action {
        void run() throws SQLException;
    }

    private static CompletableFuture<Void> run(Action action) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        action.run();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static List<SourceRecord> records(Session session) {
        try {
            return next(session, 1);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
