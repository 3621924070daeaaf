package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.lockstep.it.Events.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where reading begins: by option, by an offset that the user stores, and after a gap. */
@ExtendWith(Stack.Shared.class)
class PositionsIT {

    private static final String ITEM = "CREATE TABLE item (id int PRIMARY KEY)";
    private static final String DROP = "SELECT pg_drop_replication_slot(current_database())";
    private static final Duration SOON = Duration.ofSeconds(30);

    /** A slot with two rows in it, made before the connector. */
    private static Capture withSlot(Stack stack) throws Exception {
        Capture capture = stack.capture(ITEM);
        capture.execute(
                "CREATE PUBLICATION lockstep_publication FOR TABLE item",
                "SELECT pg_create_logical_replication_slot(current_database(), 'pgoutput')",
                "INSERT INTO item VALUES (1)",
                "INSERT INTO item VALUES (2)");
        return capture;
    }

    private static List<Integer> ids(Events events, int count) {
        return events.next(count).stream().map(event -> event.after().path("id").asInt()).toList();
    }

    @Test
    void startsWithTheOldestThatTheSlotHas(Stack stack) throws Exception {
        try (Capture capture = withSlot(stack);
                Events events = capture.events("public.item")) {
            capture.start("start.position", "earliest");
            assertThat(ids(events, 2)).containsExactly(1, 2);
        }
    }

    @Test
    void startsAtTheEndOfTheLog(Stack stack) throws Exception {
        try (Capture capture = withSlot(stack);
                Events events = capture.events("public.item")) {
            capture.start("start.position", "current");
            capture.execute("INSERT INTO item VALUES (3)");
            assertThat(ids(events, 1)).containsExactly(3);
        }
    }

    @Test
    void startsAtAnLsn(Stack stack) throws Exception {
        try (Capture capture = withSlot(stack);
                Events events = capture.events("public.item")) {
            String place = capture.query("SELECT pg_current_wal_insert_lsn()");
            capture.execute("INSERT INTO item VALUES (3)", "INSERT INTO item VALUES (4)");
            capture.start("start.position", place);
            assertThat(ids(events, 2)).containsExactly(3, 4);
        }
    }

    @Test
    void refusesAnLsnThatTheSlotNoLongerHas(Stack stack) throws Exception {
        try (Capture capture = withSlot(stack)) {
            stack.worker.rest().configure(capture.name, capture.config("start.position", "0/28"));
            assertThat(capture.awaitFailure())
                    .contains("Cannot start from 0/28 (start.position)", "from 0/28 up to 0/");
        }
    }

    @Test
    void startsWithTheFirstTransactionThatCommittedAfterATime(Stack stack) throws Exception {
        try (Capture capture = withSlot(stack);
                Events events = capture.events("public.item")) {
            String time =
                    capture.query(
                            "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC',"
                                    + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
            // A transaction that began before the time and commits after it.
            capture.execute("INSERT INTO item VALUES (3), (4)");
            capture.start("start.position", time, "heartbeat.interval.ms", "100");
            assertThat(ids(events, 2)).containsExactly(3, 4);
        }
    }

    @Test
    void stillSkipsOlderTransactionsAfterARestartOnTheWay(Stack stack) throws Exception {
        try (Capture capture = withSlot(stack);
                Events events = capture.events("public.item")) {
            String time =
                    capture.query(
                            "SELECT to_char((clock_timestamp() + interval '3 s') AT TIME ZONE"
                                    + " 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
            capture.start("start.position", time, "heartbeat.interval.ms", "100");
            await("a stored offset of a heartbeat")
                    .atMost(SOON)
                    .until(() -> stack.worker.rest().offsets(capture.name).size() > 0);
            stack.worker.rest().restart(capture.name);
            capture.execute("INSERT INTO item VALUES (3)");
            await("the time has come")
                    .atMost(SOON)
                    .until(
                            () ->
                                    "t"
                                            .equals(
                                                    capture.query(
                                                            "SELECT clock_timestamp() > '"
                                                                    + time
                                                                    + "'::timestamptz")));
            capture.execute("INSERT INTO item VALUES (4)");
            assertThat(ids(events, 1)).containsExactly(4);
        }
    }

    @Test
    void goesOnWhereAnAlteredOffsetSays(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM).start();
                Events events = capture.events("public.item")) {
            capture.execute("INSERT INTO item VALUES (1)");
            assertThat(ids(events, 1)).containsExactly(1);
            stack.worker.rest().stop(capture.name);
            capture.awaitFreeSlot();
            capture.execute("INSERT INTO item VALUES (2)");
            String place = capture.query("SELECT pg_current_wal_insert_lsn()");
            capture.execute("INSERT INTO item VALUES (3)");
            Map<String, String> partition = Map.of("server", capture.name);
            refuses(stack, capture, Map.of("server", "other"), Map.of("end_lsn", place))
                    .hasMessageContaining("the partition of this connector is");
            refuses(stack, capture, partition, Map.of("end_lsn", "0/28"))
                    .hasMessageContaining("Cannot resume from LSN 0/28")
                    .hasMessageContaining("can no longer be read");
            refuses(stack, capture, partition, Map.of("end_lsn", "FFFF/0"))
                    .hasMessageContaining("log ends at");
            refuses(stack, capture, partition, Map.of("place", 7))
                    .hasMessageContaining("no valid end_lsn");
            stack.worker.rest().alterOffset(capture.name, partition, Map.of("end_lsn", place));
            assertThat(stack.worker.rest().offsets(capture.name).path(0).path("offset"))
                    .hasToString("{\"end_lsn\":\"" + place + "\"}");
            stack.worker.rest().resume(capture.name);
            assertThat(ids(events, 1)).containsExactly(3);
        }
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ?> refuses(
            Stack stack, Capture capture, Map<String, ?> partition, Map<String, ?> offset) {
        return assertThatThrownBy(
                () -> stack.worker.rest().alterOffset(capture.name, partition, offset));
    }

    @Test
    void beginsAgainAtTheSlotWhenItsOffsetIsRemoved(Stack stack) throws Exception {
        try (Capture capture = withSlot(stack);
                Events events = capture.events("public.item")) {
            capture.start("start.position", "earliest", "status.update.interval.ms", "60000");
            assertThat(ids(events, 2)).containsExactly(1, 2);
            await("a stored offset")
                    .atMost(SOON)
                    .until(() -> stack.worker.rest().offsets(capture.name).size() > 0);
            stack.worker.rest().stop(capture.name);
            capture.awaitFreeSlot();
            stack.worker.rest().resetOffsets(capture.name);
            stack.worker.rest().resume(capture.name);
            assertThat(ids(events, 2)).containsExactly(1, 2);
        }
    }

    @Test
    void goesOnAfterEveryKindOfGapWhenThatIsWanted(Stack stack) throws Exception {
        String[] options = {"gap.policy", "warn", "heartbeat.interval.ms", "0"};
        try (Capture capture = stack.capture(ITEM).start(options);
                Events events = capture.events("public.item")) {
            capture.execute("INSERT INTO item VALUES (1)");
            assertThat(ids(events, 1)).containsExactly(1);

            stopOnceStored(stack, capture);
            capture.execute(DROP, "INSERT INTO item VALUES (2)");
            goOn(stack, capture);
            capture.execute("INSERT INTO item VALUES (3)");
            assertThat(ids(events, 1)).as("after a dropped slot").containsExactly(3);

            stopOnceStored(stack, capture);
            capture.execute(
                    DROP,
                    "INSERT INTO item VALUES (4)",
                    "SELECT pg_create_logical_replication_slot(current_database(), 'pgoutput')",
                    "INSERT INTO item VALUES (5)");
            goOn(stack, capture);
            assertThat(ids(events, 1)).as("after a slot made anew").containsExactly(5);

            stopOnceStored(stack, capture);
            Map<String, Object> offset = new HashMap<>();
            stack.worker
                    .rest()
                    .offsets(capture.name)
                    .path(0)
                    .path("offset")
                    .properties()
                    .forEach(
                            entry ->
                                    offset.put(
                                            entry.getKey(),
                                            entry.getValue().isTextual()
                                                    ? entry.getValue().asText()
                                                    : entry.getValue().asLong()));
            offset.put("timeline", 7);
            stack.worker.rest().alterOffset(capture.name, Map.of("server", capture.name), offset);
            goOn(stack, capture);
            capture.execute("INSERT INTO item VALUES (6)");
            List<Event> got = events.next(1);
            while (got.get(got.size() - 1).after().path("id").asInt() != 6) {
                got = events.next(1);
            }
            assertThat(stack.worker.rest().status(capture.name).tasks())
                    .allMatch(task -> task.state().equals("RUNNING"));
        }
    }

    private static void stopOnceStored(Stack stack, Capture capture) throws Exception {
        String latest = capture.query("SELECT pg_current_wal_insert_lsn()");
        await("the latest event is stored")
                .atMost(SOON)
                .until(
                        () ->
                                "t"
                                        .equals(
                                                capture.query(
                                                        "SELECT '0/0'::pg_lsn + "
                                                                + storedEnd(stack, capture)
                                                                + " >= '"
                                                                + latest
                                                                + "'::pg_lsn - 512")));
        stack.worker.rest().stop(capture.name);
        capture.awaitFreeSlot();
    }

    private static long storedEnd(Stack stack, Capture capture) {
        return stack.worker
                .rest()
                .offsets(capture.name)
                .path(0)
                .path("offset")
                .path("end_lsn")
                .asLong();
    }

    private static void goOn(Stack stack, Capture capture) {
        stack.worker.rest().resume(capture.name);
        capture.awaitStreaming(capture.name);
    }
}
