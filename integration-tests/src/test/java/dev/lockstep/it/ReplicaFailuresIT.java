package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.embedded.ConnectRest;
import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.embedded.PostgresServer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sink does when the target, its rows or its topics are not as they should be. */
@ExtendWith(Stack.Shared.class)
class ReplicaFailuresIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** Has no key: whatever is applied twice is there twice. */
    private static final String VISIT = "CREATE TABLE visit (id int, note text)";

    private static final String FULL = "ALTER TABLE visit REPLICA IDENTITY FULL";

    private static final String ITEM = "CREATE TABLE item (id int PRIMARY KEY, n int, name text)";
    private static final String STRICT_ITEM =
            "CREATE TABLE item (id int PRIMARY KEY, n int NOT NULL CONSTRAINT small CHECK (n <"
                    + " 100), name varchar(5))";

    private final Stack stack;

    ReplicaFailuresIT(Stack stack) {
        this.stack = stack;
    }

    private static void visit(Capture capture, int from, int to) throws Exception {
        capture.execute(
                "INSERT INTO visit SELECT i, 'note' FROM generate_series("
                        + from
                        + ", "
                        + to
                        + ") i");
    }

    /** With batches of two the first transaction is applied in 27 parts. */
    @ParameterizedTest
    @CsvSource({"batch, 5000", "transaction, 5000", "transaction, 2"})
    void reportsWhatTheTargetRefusesAndAppliesTheRest(String mode, String batchSize)
            throws Exception {
        try (Capture capture = stack.capture(ITEM, VISIT, FULL);
                Replica replica =
                        new Replica(stack.worker, stack.postgres, capture, STRICT_ITEM, VISIT)) {
            capture.start("topic.mode", mode.equals("batch") ? "table" : "log");
            DeadLetters letters = new DeadLetters(stack.kafka, "dead_" + capture.name);
            List<String> options = new ArrayList<>(List.of(letters.options()));
            options.addAll(List.of("apply.mode", mode, "batch.size", batchSize));
            replica.start(options.toArray(String[]::new));
            capture.execute(
                    "BEGIN; INSERT INTO item SELECT i, i, 'good' FROM generate_series(1, 50) i;"
                            + " INSERT INTO item VALUES (51, 1000, 'large'); INSERT INTO item"
                            + " VALUES (52, 1, 'good'); INSERT INTO visit VALUES (1, ''); COMMIT",
                    "INSERT INTO item VALUES (53, 1, 'confidential words')",
                    "INSERT INTO item VALUES (54, NULL, 'empty')",
                    "BEGIN; INSERT INTO visit VALUES (2, ''); INSERT INTO item VALUES (55, 1,"
                            + " 'good'); COMMIT");
            List<ConsumerRecord<String, String>> reported = letters.await(3);
            assertThat(reported)
                    .extracting(ConsumerRecord::key)
                    .containsExactly("{\"id\":51}", "{\"id\":53}", "{\"id\":54}");
            assertThat(reported)
                    .extracting(DeadLetters::reason)
                    .satisfiesExactly(
                            reason -> assertThat(reason).contains("item", "\"small\""),
                            reason ->
                                    assertThat(reason)
                                            .contains("item", "22001", "character varying(5)"),
                            reason -> assertThat(reason).contains("item", "\"n\""))
                    .noneMatch(reason -> reason.contains("confidential"));
            capture.execute("DELETE FROM item WHERE id IN (51, 53, 54)");
            replica.awaitEqual("item", "visit");
        }
        assertThat(Files.readString(stack.worker.logFile())).doesNotContain("confidential");
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "transaction"})
    void stopsAtWhatTheTargetRefusesAndGoesOnWhenTheTargetIsMended(String mode) throws Exception {
        try (Capture capture = stack.capture(ITEM, VISIT, FULL);
                Replica replica =
                        new Replica(stack.worker, stack.postgres, capture, STRICT_ITEM, VISIT)) {
            capture.start("topic.mode", mode.equals("batch") ? "table" : "log");
            replica.start("apply.mode", mode);
            visit(capture, 1, 100);
            capture.execute(
                    "BEGIN; INSERT INTO visit VALUES (101, ''); INSERT INTO item VALUES (1, 1000,"
                            + " ''); INSERT INTO visit VALUES (102, ''); COMMIT");
            visit(capture, 103, 200);
            assertThat(replica.awaitFailure())
                    .contains("\"small\"", "Correct it at the target", "errors.policy");
            replica.execute("ALTER TABLE item DROP CONSTRAINT small");
            stack.worker.rest().restart(replica.name);
            replica.awaitEqual("item", "visit");
        }
    }

    @Test
    void waitsForATargetThatIsDown() throws Exception {
        try (PostgresServer target = PostgresServer.builder().start();
                Capture capture = stack.capture(VISIT, FULL);
                Replica replica = new Replica(stack.worker, target, capture, VISIT)) {
            capture.start();
            replica.start();
            visit(capture, 1, 1_000);
            replica.awaitEqual("visit");
            target.stop();
            long logged = Files.size(stack.worker.logFile());
            visit(capture, 1_001, 5_000);
            Stack.awaitLog(stack.worker, logged, "Trying again");
            visit(capture, 5_001, 9_000);
            assertThat(states(replica)).containsExactly("RUNNING");
            target.start();
            replica.awaitEqual("visit");
            assertThat(states(replica)).containsExactly("RUNNING");
        }
    }

    private List<String> states(Replica replica) {
        return stack.worker.rest().status(replica.name).tasks().stream()
                .map(ConnectRest.Instance::state)
                .toList();
    }

    /** What becomes of a replica when a task that was replaced wakes up. */
    private interface Awakening {

        /**
         * @param zombie has been told to go on
         * @param successor has the replica up to date
         */
        void follow(Capture capture, Replica replica, ConnectWorker zombie, ConnectWorker successor)
                throws Exception;
    }

    /** It holds changes, for the target was away, when it is stopped, and tries them afterwards. */
    private void replaceUnawares(String fence, Awakening awakening) throws Exception {
        String group = Stack.name();
        try (ConnectWorker zombie = member(group).start();
                Capture capture = stack.capture(VISIT, FULL)) {
            Replica replica = new Replica(zombie, stack.postgres, capture, VISIT);
            capture.start();
            replica.start("retry.backoff.ms", "300", "fence", fence);
            visit(capture, 1, 1_000);
            replica.awaitEqual("visit");
            allowConnections(replica, false);
            visit(capture, 1_001, 5_000);
            Stack.awaitLog(zombie, 0, "Trying again");
            signal(zombie, "STOP");
            allowConnections(replica, true);
            try (ConnectWorker successor = member(group).start()) {
                replica.awaitRows("visit", 5_000);
                signal(zombie, "CONT");
                awakening.follow(capture, replica, zombie, successor);
            }
        }
    }

    @Test
    void aTaskThatWasReplacedUnawaresAppliesNothingMore() throws Exception {
        replaceUnawares(
                "offsets",
                (capture, replica, zombie, successor) -> {
                    // Whichever comes first: its attempt is refused, or its worker learns the news.
                    Stack.awaitLog(
                            zombie,
                            0,
                            "another task has taken the partition over",
                            "Stopping task " + replica.name);
                    visit(capture, 5_001, 6_000);
                    successor.rest().awaitRunning(replica.name, SOON);
                    replica.awaitEqual("visit");
                });
    }

    /** Else the test above would pass if nothing kept a task from applying what another has. */
    @Test
    void aTaskThatWasReplacedUnawaresAppliesItsChangesAgainWithoutAFence() throws Exception {
        replaceUnawares(
                "none",
                (capture, replica, zombie, successor) ->
                        await("a second copy of the first row that the zombie holds")
                                .atMost(SOON)
                                .until(
                                        () ->
                                                replica.query(
                                                        "SELECT count(*) FROM visit WHERE id ="
                                                                + " 1001"),
                                        "2"::equals));
    }

    private ConnectWorker.Builder member(String group) {
        return Stack.quickWorker(stack.kafka)
                .pluginPath(Stack.archives("lockstep-sink"))
                .property("group.id", group)
                .property("config.storage.topic", group + "-configs")
                .property("offset.storage.topic", group + "-offsets")
                .property("status.storage.topic", group + "-status");
    }

    private void allowConnections(Replica replica, boolean allowed) throws Exception {
        stack.postgres.execute(
                "postgres",
                "ALTER DATABASE " + replica.name + " ALLOW_CONNECTIONS " + allowed,
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                        + replica.name
                        + "'");
    }

    private static void signal(ConnectWorker worker, String signal) throws Exception {
        Process kill =
                new ProcessBuilder("kill", "-" + signal, Long.toString(worker.pid()))
                        .inheritIO()
                        .start();
        assertThat(kill.waitFor()).isZero();
    }

    @Test
    void beginsWhereItsOffsetsAreSet() throws Exception {
        try (Capture capture = stack.capture(VISIT, FULL);
                Replica replica = new Replica(stack.worker, stack.postgres, capture, VISIT)) {
            ConnectRest rest = stack.worker.rest();
            capture.start();
            replica.start();
            visit(capture, 1, 10);
            replica.awaitEqual("visit");
            await("offsets")
                    .atMost(SOON)
                    .until(() -> rest.offsets(replica.name).toString().contains("\":10}"));

            stopAndEmpty(replica);
            rest.alterOffset(replica.name, visits(capture), Map.of("kafka_offset", 6));
            rest.resume(replica.name);
            replica.awaitRows("visit", 4);
            assertThat(replica.query("SELECT string_agg(id::text, ' ') FROM visit"))
                    .isEqualTo("7 8 9 10");

            stopAndEmpty(replica);
            rest.resetOffsets(replica.name);
            rest.resume(replica.name);
            replica.awaitEqual("visit");
        }
    }

    private static Map<String, ?> visits(Capture capture) {
        return Map.of("kafka_topic", capture.name + ".public.visit", "kafka_partition", 0);
    }

    /** A task that has failed is gone then, too. */
    private void stop(Replica replica) {
        stack.worker.rest().stop(replica.name);
        await("the sink has stopped").atMost(SOON).until(() -> states(replica).isEmpty());
    }

    private void stopAndEmpty(Replica replica) throws Exception {
        stop(replica);
        replica.execute("TRUNCATE visit");
    }

    @Test
    void tellsATopicThatWasMadeAnewFromOneThatGoesOn() throws Exception {
        try (Capture capture = stack.capture(VISIT, FULL);
                Replica replica = new Replica(stack.worker, stack.postgres, capture, VISIT)) {
            ConnectRest rest = stack.worker.rest();
            capture.start();
            replica.start();
            visit(capture, 1, 10);
            replica.awaitEqual("visit");
            recreateTopic(capture, replica);
            rest.resume(replica.name);
            visit(capture, 11, 12);
            assertThat(replica.awaitFailure())
                    .contains("the topic was made anew", "PATCH /connectors/<name>/offsets");

            stop(replica);
            rest.alterOffset(replica.name, visits(capture), Map.of("kafka_offset", 0));
            rest.resume(replica.name);
            replica.awaitEqual("visit");

            recreateTopic(capture, replica);
            rest.resetOffsets(replica.name);
            rest.resume(replica.name);
            visit(capture, 13, 14);
            replica.awaitEqual("visit");
        }
    }

    /** While nothing runs; the source runs afterwards. */
    private void recreateTopic(Capture capture, Replica replica) throws Exception {
        ConnectRest rest = stack.worker.rest();
        rest.stop(capture.name);
        rest.awaitState(capture.name, "STOPPED", SOON);
        stop(replica);
        recreate(capture.name + ".public.visit");
        rest.resume(capture.name);
    }

    private void recreate(String topic) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.kafka.bootstrapServers()))) {
            admin.deleteTopics(List.of(topic)).all().get();
            await("topic " + topic + " is there again")
                    .atMost(SOON)
                    .ignoreExceptions()
                    .until(
                            () -> {
                                NewTopic anew = new NewTopic(topic, 1, (short) 1);
                                admin.createTopics(List.of(anew)).all().get();
                                return true;
                            });
        }
    }
}
