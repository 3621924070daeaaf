package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.it.Events.Event;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Failures that pass: the task goes on by itself, exactly after what it has handed out. */
@ExtendWith(Stack.Shared.class)
class ReconnectIT {

    private static final String ITEM = "CREATE TABLE item (id int PRIMARY KEY)";

    /** The ids of this many events, which must be 1, 2, 3 … without a gap or a repetition. */
    private static void assertCounts(Events events, int count) {
        List<Event> got = events.next(count);
        assertThat(events.rest()).isEmpty();
        assertThat(got)
                .extracting(event -> event.after().path("id").asInt())
                .isEqualTo(IntStream.rangeClosed(1, count).boxed().toList());
    }

    private static void insert(Capture capture, int from, int to) throws Exception {
        capture.execute("INSERT INTO item SELECT generate_series(" + from + ", " + to + ")");
    }

    @Test
    void goesOnWhenItsWalsenderIsTerminated(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM).start("errors.retry.delay.initial.ms", "10");
                Events events = capture.events("public.item")) {
            int rows = 3_000;
            insert(capture, 1, rows);
            for (int i = 1; i <= 5; i++) {
                String walsender = capture.walsender();
                // In the middle of a transaction, if it has come so far.
                capture.execute("SELECT pg_terminate_backend(" + walsender + ")");
                insert(capture, i * rows + 1, (i + 1) * rows);
                await("another walsender")
                        .atMost(Duration.ofSeconds(30))
                        .until(
                                () -> {
                                    String now = capture.walsender();
                                    return now != null && !now.equals(walsender);
                                });
            }
            assertCounts(events, 6 * rows);
        }
    }

    /** The task then asks the catalogs over a connection that is gone, with events at hand. */
    @Test
    void losesNothingWhenTheCatalogsCannotBeAskedInTheMiddleOfABatch(Stack stack) throws Exception {
        try (Capture capture =
                        stack.capture(
                                ITEM,
                                "CREATE TABLE early (id int PRIMARY KEY)",
                                "ALTER TABLE early REPLICA IDENTITY FULL",
                                "CREATE TABLE late (id int PRIMARY KEY)",
                                "ALTER TABLE late REPLICA IDENTITY FULL");
                Events early = capture.events("public.early");
                Events events = capture.events("public.item");
                Events late = capture.events("public.late")) {
            capture.start("errors.retry.delay.initial.ms", "10");
            capture.execute("INSERT INTO early VALUES (1)");
            early.next(1);
            capture.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name"
                            + " = 'Lockstep "
                            + capture.name
                            + "' AND backend_type = 'client backend'");
            capture.execute(
                    "BEGIN; INSERT INTO item SELECT generate_series(1, 5000);"
                            + " INSERT INTO late VALUES (1); COMMIT");
            assertCounts(events, 5000);
            assertThat(late.next(1)).hasSize(1);
        }
    }

    @Test
    void doesNotKeepTheServerFromShuttingDown(Stack stack) throws Exception {
        try (Capture capture =
                        stack.capture(ITEM)
                                .start(
                                        "errors.retry.delay.initial.ms",
                                        "10",
                                        "heartbeat.interval.ms",
                                        "0");
                Events events = capture.events("public.item")) {
            insert(capture, 1, 100);
            // Log that no event ever acknowledges.
            capture.execute("CREATE TABLE noise AS SELECT generate_series(1, 1000)");
            long begin = System.nanoTime();
            stack.postgres.stop();
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            stack.postgres.start();
            insert(capture, 101, 200);
            assertCounts(events, 200);
            assertThat(took).isLessThan(Duration.ofSeconds(10));
        }
    }

    @Test
    void goesOnWhenTheServerHasCrashed(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM).start("errors.retry.delay.initial.ms", "10");
                Events events = capture.events("public.item")) {
            insert(capture, 1, 5_000);
            stack.postgres.kill();
            Stack.revive(stack.postgres);
            insert(capture, 5_001, 6_000);
            assertCounts(events, 6_000);
        }
    }
}
