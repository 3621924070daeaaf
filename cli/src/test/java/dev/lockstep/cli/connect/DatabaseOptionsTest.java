package dev.lockstep.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DatabaseOptionsTest {

    @Test
    void takesWhatIsNotGivenFromTheEnvironment() {
        DatabaseTarget target =
                target(
                        Map.of(
                                "LOCKSTEP_DATABASE_URL",
                                "postgresql://admin:s%40fe@db1/shop",
                                "LOCKSTEP_DATABASE_USER",
                                "watcher"),
                        "--database-hostname",
                        "db2");
        assertThat(target).hasToString("db2:5432/shop as watcher");
        assertThat(target.password()).isEqualTo("s@fe");
    }

    @Test
    void readsTheDriversFormAndItsParameters() {
        DatabaseTarget target =
                target(
                        Map.of(),
                        "--database-url",
                        "jdbc:postgresql://h:1/d?user=u&sslmode=require");
        assertThat(target.jdbcUrl()).isEqualTo("jdbc:postgresql://h:1/d");
        assertThat(target.driverProperties())
                .containsEntry("sslmode", "require")
                .containsEntry("user", "u")
                .doesNotContainKey("password");
    }

    @Test
    void takesThePasswordFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("password"), "secret\n");
        DatabaseTarget target =
                target(
                        Map.of("LOCKSTEP_DATABASE_PASSWORD", "other"),
                        "--database-url",
                        "postgresql://u@h/d",
                        "--password-file",
                        file.toString());
        assertThat(target.password()).isEqualTo("secret");
        assertThat(target.toString()).doesNotContain("secret");
    }

    @Test
    void wantsNoPasswordOnTheCommandLine() {
        assertThatThrownBy(() -> target(Map.of(), "--database-url", "postgresql://u:secret@h/d"))
                .hasMessageContaining("LOCKSTEP_DATABASE_PASSWORD")
                .hasMessageNotContaining("secret");
    }

    @Test
    void doesNotRepeatAUrlItCannotRead() {
        assertThatThrownBy(() -> target(Map.of(), "--database-url", "postgresql://u:sec ret@h/d"))
                .hasMessageContaining("it is no URL")
                .hasNoCause()
                .hasMessageNotContaining("ret@");
    }

    @Test
    void rejectsOtherUrls() {
        for (String url : new String[] {"h/d", "//h/d", "mysql://u@h/d"}) {
            assertThatThrownBy(() -> target(Map.of(), "--database-url", url))
                    .hasMessageContaining("postgresql://user@host:5432/database");
        }
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> target(Map.of())).hasMessageContaining("the host is not known");
        assertThatThrownBy(() -> target(Map.of(), "--database-url", "postgresql://h/d"))
                .hasMessageContaining("the user is not known");
    }

    @Test
    void usesAConnectorsLoginWhereNothingElseIsSaid() {
        DatabaseOptions options = new DatabaseOptions(Map.of("LOCKSTEP_DATABASE_HOSTNAME", "here"));
        DatabaseTarget target =
                options.target(
                        DatabaseTarget.of(
                                Map.of(
                                        "database.hostname", "inside",
                                        "database.port", "6543",
                                        "database.dbname", "shop",
                                        "database.user", "capture",
                                        "database.password", "${file:/secrets:password}")));
        assertThat(target).hasToString("here:6543/shop as capture");
        assertThat(target.password()).isNull();
    }

    private static DatabaseTarget target(Map<String, String> environment, String... arguments) {
        DatabaseOptions options = new DatabaseOptions(environment);
        new CommandLine(options).parseArgs(arguments);
        return options.target(DatabaseTarget.UNKNOWN);
    }
}
