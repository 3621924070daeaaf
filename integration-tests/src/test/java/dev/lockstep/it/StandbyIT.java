package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.embedded.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Capturing from a standby, and going on when a standby takes over. */
@ExtendWith(Stack.Shared.class)
class StandbyIT {

    private static final String[] ITEM = {
        "CREATE TABLE item (id int PRIMARY KEY)",
        "CREATE PUBLICATION lockstep_publication FOR TABLE item"
    };
    private static final Duration SOON = Duration.ofSeconds(60);

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    private static void insert(PostgresServer server, String database, int from, int to)
            throws SQLException {
        server.execute(
                database, "INSERT INTO item SELECT generate_series(" + from + ", " + to + ")");
    }

    private static List<Integer> ids(Events events, int count) {
        return events.next(count).stream().map(event -> event.after().path("id").asInt()).toList();
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void capturesFromAStandbyAndGoesOnWhenItIsPromoted(Stack stack) throws Exception {
        try (PostgresServer primary = PostgresServer.builder().major(18).start();
                PostgresServer standby = primary.standby();
                Capture capture =
                        new Capture(
                                stack, standby, stack.worker, stack.capture(primary, ITEM).name);
                Events events = capture.events("public.item")) {
            String end = query(primary, "SELECT pg_current_wal_lsn()");
            await("the table on the standby")
                    .atMost(SOON)
                    .until(
                            () ->
                                    query(
                                                    standby,
                                                    "SELECT pg_last_wal_replay_lsn() >= '"
                                                            + end
                                                            + "'")
                                            .equals("t"));
            stack.worker
                    .rest()
                    .configure(capture.name, capture.config("errors.retry.delay.initial.ms", "10"));
            await("the slot on the standby")
                    .atMost(SOON)
                    .until(
                            () -> {
                                primary.execute("postgres", "SELECT pg_log_standby_snapshot()");
                                return "1"
                                        .equals(
                                                query(
                                                        standby,
                                                        "SELECT count(*) FROM pg_replication_slots"
                                                                + " WHERE active"));
                            });
            insert(primary, capture.name, 1, 100);
            assertThat(ids(events, 100)).isEqualTo(range(1, 100));
            standby.promote();
            insert(standby, capture.name, 101, 200);
            assertThat(ids(events, 100)).isEqualTo(range(101, 200));
            // A session of its own on the new timeline, with an offset of the old one.
            stack.worker.rest().restart(capture.name);
            insert(standby, capture.name, 201, 210);
            assertThat(ids(events, 10)).isEqualTo(range(201, 210));
            assertThat(events.rest()).isEmpty();
        }
    }

    @Test
    void goesOnFromTheCopyOfItsSlotAfterAFailover(Stack stack) throws Exception {
        try (PostgresServer primary =
                        PostgresServer.builder()
                                .major(17)
                                .setting("synchronized_standby_slots", "standby")
                                .start();
                Capture before = stack.capture(primary, ITEM);
                PostgresServer standby = primary.standby("synchronized_standby_slots", "");
                Events events = before.events("public.item").checking(before::checkAlive)) {
            before.start("slot.failover", "true", "status.update.interval.ms", "100");
            insert(primary, before.name, 1, 100);
            assertThat(ids(events, 100)).isEqualTo(range(1, 100));
            await("a copy of the slot")
                    .atMost(SOON)
                    .until(
                            () -> {
                                primary.execute("postgres", "SELECT pg_log_standby_snapshot()");
                                return "1"
                                        .equals(
                                                query(
                                                        standby,
                                                        "SELECT count(*) FROM pg_replication_slots"
                                                            + " WHERE synced AND NOT temporary AND"
                                                            + " slot_name = '"
                                                                + before.name
                                                                + "'"));
                            });
            insert(primary, before.name, 101, 150);
            assertThat(ids(events, 50)).isEqualTo(range(101, 150));
            primary.kill();
            standby.promote();
            insert(standby, before.name, 151, 200);
            Capture after = new Capture(stack, standby, stack.worker, before.name);
            after.start("slot.failover", "true");
            assertThat(ids(events, 50)).isEqualTo(range(151, 200));
            assertThat(events.rest()).isEmpty();
        }
    }
}
