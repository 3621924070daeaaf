package dev.lockstep.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

class PostgresServerTest {

    @ParameterizedTest
    @ValueSource(ints = {14, 17, 18})
    void startsTheMajorAskedForAndLeavesNothingBehind(int major) throws SQLException {
        Path home;
        ProcessHandle process;
        try (PostgresServer server = PostgresServer.builder().major(major).start()) {
            home = server.logFile().getParent();
            process = ProcessHandle.of(server.pid()).orElseThrow();
            assertThat(query(server, "SHOW server_version_num")).startsWith(major + "00");
            assertThat(query(server, "SHOW wal_level")).isEqualTo("logical");
        }
        assertThat(home).doesNotExist();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void keepsDataAndPortOverRestartAndKill() throws SQLException {
        try (PostgresServer server = PostgresServer.builder().setting("work_mem", "1MB").start()) {
            int port = server.port();
            server.execute("postgres", "CREATE TABLE t (id int)", "INSERT INTO t VALUES (42)");
            server.restart();
            assertThat(query(server, "SELECT id FROM t")).isEqualTo("42");
            server.execute("postgres", "UPDATE t SET id = 43");
            server.kill();
            assertThatThrownBy(() -> server.connect("postgres")).isInstanceOf(SQLException.class);
            server.start();
            assertThat(query(server, "SELECT id FROM t")).isEqualTo("43");
            assertThat(query(server, "SHOW work_mem")).isEqualTo("1MB");
            assertThat(server.port()).isEqualTo(port);
        }
    }

    @Test
    void believesNobodyButTheSuperuserWithoutPassword() throws SQLException {
        try (PostgresServer server = PostgresServer.builder().start()) {
            server.execute(
                    "postgres", "CREATE ROLE reader LOGIN REPLICATION PASSWORD 'right password'");
            server.connect("postgres", "reader", "right password").close();
            replication(server, "reader", "right password").close();
            replication(server, "postgres", "").close();
            assertThatThrownBy(() -> server.connect("postgres", "reader", "wrong"))
                    .hasMessageContaining("password authentication failed");
            assertThatThrownBy(() -> replication(server, "reader", "wrong"))
                    .hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void closesAtOnceWhileAReplicationClientIsConnected() throws SQLException {
        PostgresServer server = PostgresServer.builder().start();
        server.execute("postgres", "CREATE PUBLICATION p FOR ALL TABLES");
        try (Connection connection = replication(server, "postgres", "")) {
            PGConnection replication = connection.unwrap(PGConnection.class);
            replication
                    .getReplicationAPI()
                    .createReplicationSlot()
                    .logical()
                    .withSlotName("s")
                    .withOutputPlugin("pgoutput")
                    .make();
            replication
                    .getReplicationAPI()
                    .replicationStream()
                    .logical()
                    .withSlotName("s")
                    .withSlotOption("proto_version", 1)
                    .withSlotOption("publication_names", "p")
                    .start();
            long begin = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void quotesTheLogOfAServerThatRefusesToStart() {
        assertThatThrownBy(() -> PostgresServer.builder().setting("wal_level", "odd").start())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("Cannot start PostgreSQL 17")
                .hasMessageContaining("invalid value for parameter \"wal_level\"");
    }

    @Test
    void namesTheFolderThatLacksAMajor() {
        assertThatThrownBy(() -> PostgresServer.builder().major(9).start())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("there is no 9.jar in");
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection replication(PostgresServer server, String user, String password)
            throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, user);
        PGProperty.PASSWORD.set(properties, password);
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "14");
        PGProperty.REPLICATION.set(properties, "database");
        PGProperty.PREFER_QUERY_MODE.set(properties, "simple");
        return new Driver().connect(server.jdbcUrl("postgres"), properties);
    }
}
