package dev.lockstep.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.lockstep.embedded.MariaDbServer#runsHere")
class MariaDbServerTest {

    @Test
    void keepsDataAndPortOverRestartAndKillAndLeavesNothingBehind() throws SQLException {
        Path home;
        ProcessHandle process;
        try (MariaDbServer server =
                MariaDbServer.builder().setting("max_allowed_packet", "1M").start()) {
            home = server.logFile().getParent();
            int port = server.port();
            server.execute("test", "CREATE TABLE t (id int)", "INSERT INTO t VALUES (42)");
            server.restart();
            assertThat(query(server, "SELECT id FROM t")).isEqualTo("42");
            server.execute("test", "UPDATE t SET id = 43");
            server.kill();
            assertThatThrownBy(() -> server.connect("test")).isInstanceOf(SQLException.class);
            server.start();
            process = ProcessHandle.of(server.pid()).orElseThrow();
            assertThat(query(server, "SELECT id FROM t")).isEqualTo("43");
            assertThat(query(server, "SELECT @@max_allowed_packet")).isEqualTo("1048576");
            assertThat(server.port()).isEqualTo(port);
        }
        assertThat(home).doesNotExist();
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void logsWholeRowsWhereAsked() throws SQLException {
        try (MariaDbServer server = MariaDbServer.builder().binlog().start()) {
            assertThat(query(server, "SELECT @@log_bin")).isEqualTo("1");
            assertThat(query(server, "SELECT @@binlog_format")).isEqualTo("ROW");
            assertThat(query(server, "SELECT @@binlog_row_image")).isEqualTo("FULL");
        }
    }

    @Test
    void quotesTheLogOfAServerThatRefusesToStart() {
        assertThatThrownBy(() -> MariaDbServer.builder().setting("no_such_setting", "1").start())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("Cannot start MariaDB (port ")
                .hasMessageContaining("unknown variable 'no_such_setting=1'");
    }

    private static String query(MariaDbServer server, String sql) throws SQLException {
        try (Connection connection = server.connect("test");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
