package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.embedded.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands about a database, on a server that they share. */
class DatabaseCommandsTest {

    /** Where nothing listens. */
    private static final String NOWHERE = "127.0.0.1:1";

    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.builder().start();
        server.execute(
                "postgres",
                "CREATE DATABASE other",
                "CREATE ROLE guest LOGIN PASSWORD 'right'",
                "CREATE TABLE item (id int)");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void slotsAreCreatedListedAdvancedAndDropped() throws Exception {
        assertThat(slots("create", "a1").succeeds().out()).startsWith("Slot a1 begins at 0/");
        server.execute("postgres", "INSERT INTO item SELECT generate_series(1, 100)");

        JsonNode before = listed("a1");
        assertThat(before.path("plugin").asText()).isEqualTo("pgoutput");
        assertThat(before.path("active").asBoolean()).isFalse();
        assertThat(before.path("wal_status").asText()).isEqualTo("reserved");
        assertThat(before.path("retained_bytes").asLong()).isPositive();
        assertThat(before.path("unconfirmed_bytes").asLong()).isPositive();

        String end = slots("list", "--output", "json").json().path("current_lsn").asText();
        assertThat(slots("advance", "a1", "--to-lsn", end, "--force").succeeds().out())
                .isEqualTo("Slot a1 is at " + end + ".\n");
        assertThat(listed("a1").path("confirmed_lsn").asText()).isEqualTo(end);
        assertThat(slots("list").succeeds().out())
                .contains("SLOT", "RETAINED", "a1    pgoutput", "The log ends at");

        assertThat(slots("drop", "a1").succeeds().out()).startsWith("Slot a1 is dropped.");
        assertThat(listed("a1").isMissingNode()).isTrue();
    }

    @Test
    void staleSlotsAreFound() throws Exception {
        slots("create", "s1").succeeds();
        server.execute("postgres", "INSERT INTO item SELECT generate_series(1, 100)");
        assertThat(slots("stale").succeeds().out())
                .isEqualTo("No inactive slot keeps more than 1.0 GiB.\n");
        Run stale = slots("stale", "--threshold", "1k", "--output", "json");
        assertThat(stale.exitCode()).isEqualTo(3);
        assertThat(stale.json().path("slots").findValuesAsText("name")).contains("s1");
        slots("drop", "s1").succeeds();
    }

    @Test
    void slotsAreNotMovedWhereTheyCannotGo() throws Exception {
        slots("create", "m1").succeeds();
        slots("advance", "m1", "--to-lsn", "0/1", "--force").fails("at 0/", "cannot go back");
        slots("advance", "m1", "--to-lsn", "FF/0", "--force").fails("the log ends at 0/");
        slots(
                        "advance",
                        "m1",
                        "--to-lsn",
                        listed("m1").path("confirmed_lsn").asText(),
                        "--connect-url",
                        "http://" + NOWHERE)
                .fails("Cannot reach Kafka Connect at http://" + NOWHERE, "--connect-url");
        slots("advance", "nobodys", "--to-lsn", "0/1").fails("Cannot find slot nobodys", "m1");
        slots("drop", "m1", "--database-dbname", "other")
                .fails("belongs to database postgres", "--database-dbname postgres");
        slots("create", "m1").fails("Cannot create slot m1", "already exists");
        slots("drop", "m1").succeeds();
    }

    @Test
    void saysWhyTheServerLetsNobodyIn(@TempDir Path folder) throws Exception {
        Path wrong = Files.writeString(folder.resolve("password"), "wrong");
        Run.of("slots", "list", "--database-url", "postgresql://u@" + NOWHERE + "/d")
                .fails(NOWHERE + "/d as u", "Check host and port");
        slots("list", "--database-dbname", "none")
                .fails("\"none\" does not exist", "--database-dbname");
        slots("create", "g1", "--database-user", "guest", "--password-file", wrong.toString())
                .fails("Cannot", "guest");
        Run.of("slots", "list").fails("the host is not known", "--database-url");
    }

    @Test
    void asksWhatIsWanted() {
        Run run = Run.of("slots");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("Try: lockstep slots list", "See lockstep slots --help");
        assertThat(slots("advance", "x").exitCode()).isEqualTo(2);
        assertThat(slots("advance", "x", "--to-lsn", "there").err()).contains("0/16B3748");
    }

    @Test
    void theDoctorFindsWhatIsWrong(@TempDir Path folder) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "right");
        Run sick =
                run(
                        "doctor",
                        "--database-user",
                        "guest",
                        "--password-file",
                        password.toString(),
                        "--publication",
                        "nobodys");
        assertThat(sick.exitCode()).isEqualTo(3);
        assertThat(sick.out())
                .contains(
                        "ok    database  PostgreSQL " + server.major(),
                        "ok    database  wal_level is logical",
                        "fail  database  User guest may not replicate\n"
                                + "                -> ALTER ROLE guest REPLICATION",
                        "warn  database  max_slot_wal_keep_size is -1",
                        "warn  database  1 tables have no replica identity, such as item",
                        "fail  database  Publication nobodys does not exist, and this user",
                        "ok    database  The clocks agree");
    }

    @Test
    void theDoctorFindsNothingInTheWay() throws Exception {
        Run well = run("doctor", "--publication", "new", "--output", "json").succeeds();
        assertThat(well.json().findValuesAsText("level")).contains("OK").doesNotContain("FAIL");
        assertThat(well.out()).contains("Publication new does not exist; it can be created");
    }

    @Test
    void theDoctorSaysWhatItCannotReach() {
        Run run =
                Run.of(
                        "doctor",
                        "--database-url",
                        "postgresql://u@" + NOWHERE + "/d",
                        "--bootstrap-servers",
                        "nowhere.invalid:1",
                        "--connect-url",
                        "http://" + NOWHERE);
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out())
                .contains(
                        "fail  database  Cannot connect to PostgreSQL (" + NOWHERE + "/d as u)",
                        "fail  kafka     Cannot connect to Kafka (nowhere.invalid:1)",
                        "fail  connect   Cannot reach Kafka Connect at http://" + NOWHERE)
                .hasLineCount(3);
        assertThat(Run.of("doctor").exitCode()).isEqualTo(2);
    }

    private static JsonNode listed(String name) throws Exception {
        for (JsonNode slot : slots("list", "--output", "json").succeeds().json().path("slots")) {
            if (slot.path("name").asText().equals(name)) {
                return slot;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static Run slots(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(more));
        return run("slots", arguments.toArray(String[]::new));
    }

    private static Run run(String command, String... more) {
        String address = server.user() + "@" + server.host() + ":" + server.port();
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(more));
        arguments.addAll(List.of("--database-url", "postgresql://" + address + "/postgres"));
        return Run.of(arguments.toArray(String[]::new));
    }
}
