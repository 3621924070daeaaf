package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A slot keeps the log of the whole server, also while only other databases write. */
@ExtendWith(Stack.Shared.class)
class IdleSlotIT {

    private static final String ITEM = "CREATE TABLE item (id int PRIMARY KEY)";
    private static final Duration SOON = Duration.ofSeconds(30);

    private static String confirmed(Capture capture) throws SQLException {
        return capture.query(
                "SELECT confirmed_flush_lsn FROM pg_replication_slots"
                        + " WHERE slot_name = current_database()");
    }

    private static boolean isBefore(Capture capture, String lsn, String other) throws SQLException {
        return capture.query("SELECT '" + lsn + "'::pg_lsn < '" + other + "'::pg_lsn").equals("t");
    }

    /** Writes to another database and returns the end of the log. */
    private static String noise(Stack stack, Capture capture) throws SQLException {
        stack.postgres.execute(
                "postgres",
                "CREATE TABLE IF NOT EXISTS noise (id bigint)",
                "INSERT INTO noise SELECT generate_series(1, 1000)");
        return capture.query("SELECT pg_current_wal_lsn()");
    }

    @Test
    void movesOnWithTheLogOfOtherDatabases(Stack stack) throws Exception {
        try (Capture capture =
                        stack.capture(ITEM)
                                .start(
                                        "heartbeat.interval.ms",
                                        "100",
                                        "status.update.interval.ms",
                                        "100");
                Events events = capture.events("public.item")) {
            for (int i = 0; i < 4; i++) {
                String end = noise(stack, capture);
                await("the slot has passed " + end)
                        .atMost(SOON)
                        .until(() -> !isBefore(capture, confirmed(capture), end));
            }
            capture.execute("INSERT INTO item VALUES (1)");
            events.next(1);
            noise(stack, capture);
            stack.worker.rest().restart(capture.name);
            capture.execute("INSERT INTO item VALUES (2)");
            noise(stack, capture);
            assertThat(events.next(1).get(0).after().path("id").asInt()).isEqualTo(2);
            stack.worker.rest().stop(capture.name);
            capture.awaitFreeSlot();
            capture.execute("INSERT INTO item VALUES (3)");
            noise(stack, capture);
            stack.worker.rest().resume(capture.name);
            assertThat(events.next(1).get(0).after().path("id").asInt()).isEqualTo(3);
            assertThat(events.rest()).isEmpty();
        }
    }

    /** What was read and ignored counts as received, but nothing says so after a restart. */
    @Test
    void staysAtTheStoredPlaceWithoutHeartbeats(Stack stack) throws Exception {
        try (Capture capture =
                        stack.capture(ITEM)
                                .start(
                                        "heartbeat.interval.ms",
                                        "0",
                                        "status.update.interval.ms",
                                        "100");
                Events events = capture.events("public.item")) {
            capture.execute("INSERT INTO item VALUES (1)");
            events.next(1);
            String end = capture.query("SELECT pg_current_wal_lsn()");
            String before = confirmed(capture);
            // The commit interval of the worker, then the status interval of the connector.
            await("the event is acknowledged")
                    .atMost(SOON)
                    .until(() -> isBefore(capture, before, confirmed(capture)));
            String stored = confirmed(capture);
            assertThat(isBefore(capture, end, stored)).isFalse();

            for (int i = 0; i < 3; i++) {
                String later = noise(stack, capture);
                await("the connector has received " + later)
                        .atMost(SOON)
                        .until(
                                () ->
                                        capture.query(
                                                        "SELECT write_lsn >= '"
                                                                + later
                                                                + "' FROM pg_stat_replication WHERE"
                                                                + " pid = "
                                                                + capture.walsender())
                                                .equals("t"));
                assertThat(confirmed(capture)).isEqualTo(stored);
            }
        }
    }
}
