package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.it.Events.Event;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators do to a connector by REST. */
@ExtendWith(Stack.Shared.class)
class LifecycleIT {

    private static final String ITEM = "CREATE TABLE item (id int PRIMARY KEY, name text)";
    private static final Duration SOON = Duration.ofSeconds(30);

    private static List<Integer> ids(List<Event> events) {
        return events.stream().map(event -> event.after().path("id").asInt()).toList();
    }

    private static void insert(Capture capture, int from, int to) throws Exception {
        capture.execute("INSERT INTO item SELECT generate_series(" + from + ", " + to + ")");
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList();
    }

    private static void awaitStored(Stack stack, Capture capture, Event latest) {
        await("the offset of the latest event is stored")
                .atMost(SOON)
                .until(
                        () -> {
                            JsonNode offset =
                                    stack.worker
                                            .rest()
                                            .offsets(capture.name)
                                            .path(0)
                                            .path("offset");
                            return offset.path("commit_lsn").asLong()
                                    >= latest.source().path("commit_lsn").asLong();
                        });
    }

    @Test
    void pausesAndResumesWithoutAGapOrARepetition(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM).start();
                Events events = capture.events("public.item")) {
            insert(capture, 1, 10);
            assertThat(ids(events.next(10))).isEqualTo(range(1, 10));
            stack.worker.rest().pause(capture.name);
            stack.worker.rest().awaitState(capture.name, "PAUSED", SOON);
            insert(capture, 11, 20);
            stack.worker.rest().resume(capture.name);
            stack.worker.rest().awaitRunning(capture.name, SOON);
            insert(capture, 21, 30);
            assertThat(ids(events.next(20))).isEqualTo(range(11, 30));
            assertThat(events.rest()).isEmpty();
        }
    }

    @Test
    void stoppedLeavesTheSlotFreeAndGoesOnExactly(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM).start();
                Events events = capture.events("public.item")) {
            insert(capture, 1, 10);
            assertThat(ids(events.next(10))).isEqualTo(range(1, 10));
            stack.worker.rest().stop(capture.name);
            capture.awaitFreeSlot();
            assertThat(
                            capture.query(
                                    "SELECT count(*) FROM pg_stat_activity WHERE application_name"
                                            + " = 'Lockstep "
                                            + capture.name
                                            + "'"))
                    .as("sessions left behind")
                    .isEqualTo("0");
            insert(capture, 11, 20);
            stack.worker.rest().resume(capture.name);
            assertThat(ids(events.next(10))).isEqualTo(range(11, 20));
            assertThat(events.rest()).isEmpty();
        }
    }

    @Test
    void takesAnotherConfigurationWhileItRuns(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM).start();
                Events events = capture.events("public.item")) {
            insert(capture, 1, 10);
            assertThat(ids(events.next(10))).isEqualTo(range(1, 10));
            Map<String, String> config =
                    new TreeMap<>(capture.config("column.exclude.list", "public\\.item\\.name"));
            Map<String, String> named = new TreeMap<>(config);
            named.put("name", capture.name);
            assertThat(stack.worker.rest().validate(named)).isEmpty();

            String walsender = capture.walsender();
            stack.worker.rest().configure(capture.name, config);
            await("the new task reads")
                    .atMost(SOON)
                    .until(
                            () -> {
                                String now = capture.walsender();
                                return now != null && !now.equals(walsender);
                            });
            insert(capture, 11, 20);
            List<Event> got = events.next(10);
            assertThat(ids(got)).isEqualTo(range(11, 20));
            assertThat(got).allMatch(event -> !event.after().has("name"));
            assertThat(events.rest()).isEmpty();
        }
    }

    @Test
    void takesAnotherUserWhileItRuns(Stack stack) throws Exception {
        try (Capture capture =
                stack.capture(
                                ITEM,
                                "CREATE ROLE successor LOGIN REPLICATION PASSWORD 'next'",
                                "ALTER TABLE item OWNER TO successor")
                        .start()) {
            Map<String, String> config =
                    new TreeMap<>(
                            capture.config(
                                    "database.user", "successor", "database.password", "next"));
            config.put("name", capture.name);
            assertThat(stack.worker.rest().validate(config)).isEmpty();
        }
    }

    @Test
    void saysHowToRenameARunningConnector(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM).start()) {
            Map<String, String> config =
                    new TreeMap<>(capture.config("topic.prefix", "another_prefix"));
            config.put("name", capture.name);
            assertThat(stack.worker.rest().validate(config).get("slot.name").get(0))
                    .contains(
                            "Lockstep " + capture.name,
                            "is reading from it",
                            "under its former topic.prefix, stop it first");
        }
    }

    @Test
    void recreatedGoesOnAfterTheStoredOffset(Stack stack) throws Exception {
        Capture capture = stack.capture(ITEM).start();
        try (Events events = capture.events("public.item")) {
            insert(capture, 1, 10);
            List<Event> got = events.next(10);
            assertThat(ids(got)).isEqualTo(range(1, 10));
            awaitStored(stack, capture, got.get(9));
            capture.close();
            capture.awaitFreeSlot();
            insert(capture, 11, 20);
            capture.start();
            insert(capture, 21, 30);
            assertThat(ids(events.next(20))).isEqualTo(range(11, 30));
            assertThat(events.rest()).isEmpty();
        } finally {
            capture.close();
        }
    }

    /** The server makes a slot only when all transactions that run at that moment have ended. */
    @Test
    void canBeDeletedWhileTheSlotIsBeingMade(Stack stack) throws Exception {
        Capture capture = stack.capture(ITEM);
        try (Connection open = capture.connect()) {
            open.setAutoCommit(false);
            open.createStatement().execute("INSERT INTO item VALUES (1)");
            stack.worker.rest().configure(capture.name, capture.config());
            await("the slot is being made").atMost(SOON).until(() -> capture.walsender() != null);
            capture.close();
            open.commit();
        }
        capture.awaitFreeSlot();
        try (Events events = capture.events("public.item")) {
            insert(capture, 2, 3);
            capture.start();
            insert(capture, 4, 5);
            assertThat(ids(events.next(4))).isEqualTo(range(2, 5));
        } finally {
            capture.close();
        }
    }
}
