package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockstep.it.CommandLine.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What operators do with the command line to a pipeline that runs. */
@ExtendWith(Stack.Shared.class)
class OperatorsIT {

    private static final String ITEM = "CREATE TABLE item (id int PRIMARY KEY, name text)";
    private static final Duration SOON = Duration.ofSeconds(30);

    private static CommandLine lockstep;

    @BeforeAll
    static void load() throws Exception {
        lockstep = new CommandLine();
    }

    @AfterAll
    static void unload() throws Exception {
        lockstep.close();
    }

    @Test
    void planAndApplyAConnector(Stack stack, @TempDir Path folder) throws Exception {
        try (Capture capture = stack.capture(ITEM)) {
            Map<String, String> config = capture.config("database.password", "s3cret");
            String file = file(folder, capture.name, config);
            Outcome plan = connect(stack, "plan", file);
            assertThat(plan.exitCode()).as(plan.err()).isEqualTo(3);
            assertThat(plan.out())
                    .startsWith(capture.name + ": create\n")
                    .contains("  + database.password: [hidden]\n")
                    .doesNotContain("s3cret");

            config.put("slot.name", "Not-A-Name");
            config.put("tasks.max", "none");
            Outcome refused = connect(stack, "apply", file(folder, capture.name, config));
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.out()).contains("OPTION", "slot.name", "tasks.max");
            assertThat(refused.err())
                    .isEqualTo(
                            "lockstep: Cannot go on: options of "
                                    + capture.name
                                    + " are refused. Nothing has been changed.\n");

            Outcome examined =
                    kafka(
                            stack,
                            "doctor",
                            "--connect-url",
                            stack.worker.restUri().toString(),
                            "--config",
                            file);
            assertThat(examined.exitCode()).isEqualTo(3);
            assertThat(examined.out())
                    .contains(
                            "ok    database  wal_level is logical",
                            "ok    kafka     Cluster ",
                            "PostgresSourceConnector",
                            "fail  config    " + capture.name + ": slot.name: ");

            String right = file(folder, capture.name, capture.config());
            Outcome applied = connect(stack, "apply", "--wait", "60s", right);
            assertThat(applied.exitCode()).as(applied.err()).isZero();
            assertThat(applied.out()).startsWith(capture.name + ": created");
            stack.worker
                    .rest()
                    .status(capture.name)
                    .tasks()
                    .forEach(task -> assertThat(task.state()).isEqualTo("RUNNING"));
            Outcome again = connect(stack, "plan", right);
            assertThat(again.exitCode()).isZero();
            assertThat(again.out()).isEqualTo(capture.name + ": as it is\n");
        }
    }

    @Test
    void seeWhatASourceWritesAndWhereItStands(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM).start();
                Events events = capture.events("public.item")) {
            capture.execute("INSERT INTO item SELECT generate_series(1, 5)");
            assertThat(events.next(5)).hasSize(5);
            Outcome tail =
                    kafka(
                            stack,
                            "tail",
                            "--topic",
                            capture.name + ".public.item",
                            "--from",
                            "beginning",
                            "--until",
                            "now",
                            "--filter",
                            "after.id > 3 && key.id < 5",
                            "--plugin-path",
                            System.getProperty("lockstep.plugins"));
            assertThat(tail.err()).isEmpty();
            assertThat(tail.out()).hasLineCount(1).contains(":4 ", "INSERT", "item 4");

            Outcome status =
                    connect(stack, "status", "--connector", capture.name, "--output", "json");
            assertThat(status.exitCode()).as(status.out()).isZero();
            JsonNode connector = status.json().path("connectors").path(0);
            assertThat(connector.path("state").asText()).isEqualTo("RUNNING");
            assertThat(connector.path("tasks").path(0).path("state").asText()).isEqualTo("RUNNING");
            JsonNode source = connector.path("source");
            assertThat(source.path("slot").path("active").asBoolean()).isTrue();
            assertThat(source.path("current_lsn").asText()).contains("/");

            Outcome text =
                    connect(stack, "status", "--connector", capture.name, "--max-retained", "1b");
            assertThat(text.exitCode()).isEqualTo(3);
            assertThat(text.out())
                    .contains("PostgresSourceConnector", "! Slot " + capture.name + " of ");
        }
    }

    @Test
    void cannotTakeLogAwayThatAConnectorNeeds(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM).start();
                Events events = capture.events("public.item")) {
            capture.execute("INSERT INTO item VALUES (1)");
            assertThat(events.next(1)).hasSize(1);
            await("the offset is stored")
                    .atMost(SOON)
                    .until(() -> !stack.worker.rest().offsets(capture.name).isEmpty());
            stack.worker.rest().stop(capture.name);
            capture.awaitFreeSlot();
            capture.execute("INSERT INTO item VALUES (2)");
            String end = capture.query("SELECT pg_current_wal_lsn()");

            Outcome list = slots(stack, capture, "list", "--output", "json");
            assertThat(list.json().path("slots").findParents("connectors"))
                    .filteredOn(slot -> slot.path("name").asText().equals(capture.name))
                    .extracting(slot -> slot.path("connectors").path(0).asText())
                    .containsExactly(capture.name);
            fails(slots(stack, capture, "drop", capture.name), "is configured to read from it");
            fails(
                    slots(stack, capture, "advance", capture.name, "--to-lsn", end),
                    "connector " + capture.name + " needs the log from ");
            Outcome forced =
                    slots(stack, capture, "advance", capture.name, "--to-lsn", end, "--force");
            assertThat(forced.out()).isEqualTo("Slot " + capture.name + " is at " + end + ".\n");

            stack.worker.rest().resume(capture.name);
            assertThat(capture.awaitFailure()).contains("Cannot resume");
            Outcome status = connect(stack, "status", "--connector", capture.name);
            assertThat(status.exitCode()).isEqualTo(3);
            assertThat(status.out())
                    .contains("! Task 0 of " + capture.name + " has failed: Cannot resume from LSN")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void seeHowFarASinkIsBehind(Stack stack, @TempDir Path folder) throws Exception {
        try (Capture capture = stack.capture(ITEM).start();
                Events events = capture.events("public.item")) {
            capture.execute("INSERT INTO item VALUES (1)");
            assertThat(events.next(1)).hasSize(1);
            String sink = capture.name + "-sink";
            stack.worker
                    .rest()
                    .configure(
                            sink,
                            Map.of(
                                    "connector.class",
                                    "org.apache.kafka.connect.file.FileStreamSinkConnector",
                                    "topics",
                                    capture.name + ".public.item",
                                    "file",
                                    folder.resolve("sink.txt").toString()));
            stack.worker.rest().awaitRunning(sink, SOON);
            await("the sink has stored its offset").atMost(SOON).until(() -> lag(stack, sink, 0));
            stack.worker.rest().stop(sink);
            capture.execute("INSERT INTO item VALUES (2), (3), (4)");
            assertThat(events.next(3)).hasSize(3);

            // The source is asked too: its log says how many bytes the sink is behind.
            Outcome status =
                    kafka(
                            stack,
                            "status",
                            "--max-lag",
                            "2",
                            "--output",
                            "json",
                            "--connect-url",
                            stack.worker.restUri().toString());
            assertThat(status.exitCode()).as(status.out()).isEqualTo(3);
            JsonNode found = sink(status, sink);
            assertThat(found.path("lag_changes").asLong()).isEqualTo(3);
            assertThat(found.path("lag_bytes").asLong()).as(status.out()).isPositive();
            assertThat(found.path("lag_millis").asLong(-1)).isNotNegative();
            assertThat(status.json().path("alarms").toString())
                    .contains(sink + " is 3 changes behind, more than 2 changes.");
            stack.worker.rest().delete(sink);
        }
    }

    @Test
    void readOneLineWhenItCannotBeDone(Stack stack) throws Exception {
        fails(connect(stack, "status", "--connector", "nobodys"), "Cannot find connector nobodys");
        fails(
                lockstep.run("status", "--connect-url", "http://127.0.0.1:1"),
                "Cannot reach Kafka Connect at http://127.0.0.1:1");
        fails(connect(stack, "apply", "none.json"), "none.json: there is no such file");
        try (Capture capture = stack.capture(ITEM).start()) {
            Outcome outcome =
                    connect(stack, "status", "--connector", capture.name, "--database-port", "1");
            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.out())
                    .contains("? " + capture.name + ": Cannot connect to PostgreSQL");
        }
    }

    private static boolean lag(Stack stack, String sink, long changes) throws Exception {
        Outcome status =
                kafka(
                        stack,
                        "status",
                        "--connector",
                        sink,
                        "--output",
                        "json",
                        "--connect-url",
                        stack.worker.restUri().toString());
        return sink(status, sink).path("lag_changes").asLong(-1) == changes;
    }

    private static JsonNode sink(Outcome status, String name) throws Exception {
        for (JsonNode connector : status.json().path("connectors")) {
            if (connector.path("name").asText().equals(name)) {
                return connector.path("sink");
            }
        }
        throw new AssertionError("no " + name + " in " + status.out());
    }

    private static void fails(Outcome outcome, String words) {
        assertThat(outcome.err()).startsWith("lockstep: Cannot ").contains(words).hasLineCount(1);
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    private static String file(Path folder, String name, Map<String, String> config)
            throws Exception {
        Path file = folder.resolve(name + ".json");
        new ObjectMapper().writeValue(file.toFile(), Map.of("name", name, "config", config));
        assertThat(Files.size(file)).isPositive();
        return file.toString();
    }

    private static Outcome connect(Stack stack, String... arguments) throws Exception {
        return with(arguments, "--connect-url", stack.worker.restUri().toString());
    }

    private static Outcome kafka(Stack stack, String... arguments) throws Exception {
        return with(arguments, "--bootstrap-servers", stack.kafka.bootstrapServers());
    }

    private static Outcome slots(Stack stack, Capture capture, String... arguments)
            throws Exception {
        List<String> all = new ArrayList<>(List.of("slots"));
        all.addAll(List.of(arguments));
        return with(
                all.toArray(String[]::new),
                "--connect-url",
                stack.worker.restUri().toString(),
                "--database-url",
                "postgresql://"
                        + stack.postgres.user()
                        + "@"
                        + stack.postgres.host()
                        + ":"
                        + stack.postgres.port()
                        + "/"
                        + capture.name);
    }

    private static Outcome with(String[] arguments, String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return lockstep.run(all.toArray(String[]::new));
    }
}
