package dev.lockstep.sink.jdbc.mysql;

import static dev.lockstep.sink.jdbc.mysql.MySqlTarget.column;
import static dev.lockstep.sink.jdbc.mysql.MySqlTarget.key;
import static dev.lockstep.sink.jdbc.mysql.MySqlTarget.shape;
import static dev.lockstep.sink.jdbc.mysql.MySqlTarget.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.embedded.MariaDbServer;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.dialect.Dialect.Failure;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.lockstep.embedded.MariaDbServer#runsHere")
class MySqlFailuresTest {

    private static final RowShape NAMED =
            shape(key("id", Schema.INT64_SCHEMA), column("name", Schema.OPTIONAL_STRING_SCHEMA));

    private static MariaDbServer server;
    private MySqlTarget target;

    @BeforeAll
    static void start() {
        server = MariaDbServer.builder().start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        target = new MySqlTarget(server, SecondaryUnique.REFUSE, true);
        target.execute("SET foreign_key_checks=0");
        for (String table : target.query("SHOW TABLES")) {
            target.execute("DROP TABLE `" + table + "`");
        }
        target.execute("SET foreign_key_checks=1");
    }

    @AfterEach
    void disconnect() throws SQLException {
        target.close();
    }

    @Test
    void tellsALockTimeoutADeadlockAndAKillFromBadRows() throws Exception {
        target.execute(
                "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(20))",
                "INSERT INTO t VALUES (1, 'a'), (2, 'a')",
                "SET SESSION innodb_lock_wait_timeout = 1");
        try (MySqlTarget other = new MySqlTarget(server, SecondaryUnique.REFUSE, true)) {
            other.query("SELECT * FROM t WHERE id = 1 FOR UPDATE");
            WritePlan plan = target.plan(Statement.UPSERT, "t", NAMED);
            SQLException timeout =
                    catchThrowableOfType(
                            SQLException.class,
                            () -> target.write(plan, upsert(NAMED, 1, 1L, "b")));
            assertThat(timeout.getErrorCode()).isEqualTo(1205);
            assertThat(target.dialect().classify(timeout)).isEqualTo(Failure.TRANSIENT);

            target.execute("SET SESSION innodb_lock_wait_timeout = 20");
            target.query("SELECT * FROM t WHERE id = 2 FOR UPDATE");
            CompletableFuture<List<String>> waiting =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return other.query("SELECT * FROM t WHERE id = 2 FOR UPDATE");
                                } catch (SQLException e) {
                                    return List.of(Integer.toString(e.getErrorCode()));
                                }
                            });
            SQLException here = failure(() -> target.write(plan, upsert(NAMED, 1, 1L, "c")));
            List<String> there = waiting.get();
            assertThat((here != null && here.getErrorCode() == 1213) || there.contains("1213"))
                    .isTrue();
            assertThat(target.dialect().classify(new SQLException("", "40001", 1213)))
                    .isEqualTo(Failure.TRANSIENT);
            other.connection().rollback();
        }
        String own = target.query("SELECT CONNECTION_ID()").get(0);
        server.execute("test", "KILL " + own);
        SQLException killed = failure(() -> target.query("SELECT 1"));
        assertThat(target.dialect().classify(killed)).isEqualTo(Failure.TRANSIENT);
    }

    private interface Attempt {
        void run() throws SQLException;
    }

    private static SQLException failure(Attempt attempt) {
        try {
            attempt.run();
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    @Test
    void classifiesWhatTheServerSays() throws SQLException {
        target.execute(
                "CREATE TABLE p (id BIGINT PRIMARY KEY)",
                "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(5) NOT NULL, small TINYINT,"
                        + " parent BIGINT REFERENCES p (id), c INT CHECK (c > 0))",
                "CREATE OR REPLACE USER nobody@'127.0.0.1' IDENTIFIED BY 'secret'");
        assertThat(classified("INSERT INTO t (id, name) VALUES (1, 'a'), (1, 'b')"))
                .isEqualTo(Failure.BAD_ROW);
        assertThat(classified("INSERT INTO t (id, name) VALUES (1, 'too long')"))
                .isEqualTo(Failure.BAD_ROW);
        assertThat(classified("INSERT INTO t (id, name) VALUES (1, NULL)"))
                .isEqualTo(Failure.BAD_ROW);
        assertThat(classified("INSERT INTO t (id, name, small) VALUES (1, 'a', 300)"))
                .isEqualTo(Failure.BAD_ROW);
        assertThat(classified("INSERT INTO t (id, name, small) VALUES (1, 'a', 'x')"))
                .isEqualTo(Failure.BAD_ROW);
        assertThat(classified("INSERT INTO t (id, name, parent) VALUES (1, 'a', 1)"))
                .isEqualTo(Failure.BAD_ROW);
        assertThat(classified("INSERT INTO t (id, name, c) VALUES (1, 'a', 0)"))
                .isEqualTo(Failure.BAD_ROW);
        assertThat(classified("INSERT INTO none VALUES (1)")).isEqualTo(Failure.DEFINITION);
        assertThat(classified("INSERT INTO t (none) VALUES (1)")).isEqualTo(Failure.DEFINITION);
        assertThat(classified("INSERT INTO t (id) VALUES (1)")).isEqualTo(Failure.FATAL);
        assertThat(classified("no statement")).isEqualTo(Failure.FATAL);
        assertThat(denied("nobody", "wrong")).isEqualTo(Failure.FATAL);
        assertThat(denied("nobody", "secret")).isEqualTo(Failure.FATAL);
    }

    private Failure classified(String sql) {
        SQLException failure = catchThrowableOfType(SQLException.class, () -> target.execute(sql));
        return target.dialect().classify(failure);
    }

    private Failure denied(String user, String password) {
        return target.dialect()
                .classify(failure(() -> server.connect("test", user, password).close()));
    }

    @Test
    void foreignKeysAreCheckedRowByRowOrNotAtAll() throws SQLException {
        target.execute(
                "CREATE TABLE p (id BIGINT PRIMARY KEY)",
                "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(9), p BIGINT REFERENCES p"
                        + " (id))");
        RowShape child = shape(key("id", Schema.INT64_SCHEMA), column("p", Schema.INT64_SCHEMA));
        WritePlan plan = target.plan(Statement.UPSERT, "t", child);
        SQLException refused = failure(() -> target.write(plan, upsert(child, 1, 1L, 5L)));
        assertThat(target.dialect().classify(refused)).isEqualTo(Failure.BAD_ROW);
        try (MySqlTarget unchecked = new MySqlTarget(server, SecondaryUnique.REFUSE, false)) {
            unchecked.write(plan, upsert(child, 1, 1L, 5L));
        }
        assertThat(target.query("SELECT id, p FROM t")).containsExactly("1,5");
    }
}
