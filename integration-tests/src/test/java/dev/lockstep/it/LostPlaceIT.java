package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.embedded.ConnectRest.Status;
import dev.lockstep.embedded.Postgres;
import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.it.Events.Event;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where changes are out of reach the task stops and says which, instead of going on without. */
@ExtendWith(Stack.Shared.class)
class LostPlaceIT {

    private static final String ITEM = "CREATE TABLE item (id int PRIMARY KEY)";
    private static final String DROP = "SELECT pg_drop_replication_slot(current_database())";

    /** Captures one row, waits until its place is stored, and stops the connector. */
    private static void storeAPlaceAndStop(Stack stack, Capture capture) throws Exception {
        capture.start("heartbeat.interval.ms", "0", "snapshot.mode", "no_data");
        capture.execute("INSERT INTO item VALUES (1)");
        try (Events events = capture.events("public.item")) {
            events.next(1);
        }
        await("a stored offset").until(() -> !stack.worker.rest().offsets(capture.name).isEmpty());
        stack.worker.rest().stop(capture.name);
        capture.awaitFreeSlot();
    }

    private static ForeignReader hold(Stack stack, Capture capture) throws Exception {
        return ForeignReader.hold(
                stack.postgres, capture.name, capture.name, "lockstep_publication");
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

    /** As PostgreSQL writes it. */
    private static String lsn(long value) {
        return String.format(Locale.ROOT, "%X/%X", value >>> 32, value & 0xFFFFFFFFL);
    }

    @Test
    void stopsWhenTheSlotIsGone(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM)) {
            storeAPlaceAndStop(stack, capture);
            capture.execute(DROP, "INSERT INTO item VALUES (2)");
            stack.worker.rest().resume(capture.name);
            assertThat(capture.awaitFailure())
                    .contains(
                            "Cannot resume from LSN " + lsn(storedEnd(stack, capture)),
                            "slot " + capture.name + " does not exist any more",
                            "delete its offsets");
            assertThat(
                            capture.query(
                                    "SELECT count(*) FROM pg_replication_slots WHERE slot_name ="
                                            + " current_database()"))
                    .as("slots made in place of the lost one")
                    .isEqualTo("0");
        }
    }

    @Test
    void stopsWhenTheSlotVanishesWhileItIsRead(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM).start();
                Events events = capture.events("public.item")) {
            capture.execute("INSERT INTO item VALUES (1)");
            events.next(1);
            capture.dropSlotInUse();
            assertThat(capture.awaitFailure())
                    .contains("slot " + capture.name + " does not exist any more");
        }
    }

    @Test
    void namesTheGapBeforeASlotThatWasMadeAnew(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM)) {
            storeAPlaceAndStop(stack, capture);
            capture.execute(
                    DROP,
                    "INSERT INTO item VALUES (2)",
                    "SELECT pg_create_logical_replication_slot(current_database(), 'pgoutput')");
            String place =
                    capture.query(
                            "SELECT confirmed_flush_lsn FROM pg_replication_slots WHERE slot_name ="
                                    + " current_database()");
            stack.worker.rest().resume(capture.name);
            assertThat(capture.awaitFailure())
                    .contains(
                            "from " + lsn(storedEnd(stack, capture)) + " up to " + place,
                            "The slot was created anew",
                            "delete its offsets");
        }
    }

    @Test
    void goesOnAfreshWhenTheOffsetsAreDeletedAsTheMessageSays(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM);
                Events events = capture.events("public.item")) {
            storeAPlaceAndStop(stack, capture);
            capture.execute(DROP, "INSERT INTO item VALUES (2)");
            stack.worker.rest().resume(capture.name);
            capture.awaitFailure();
            stack.worker.rest().stop(capture.name);
            stack.worker.rest().resetOffsets(capture.name);
            stack.worker.rest().resume(capture.name);
            capture.awaitStreaming(capture.name);
            capture.execute("INSERT INTO item VALUES (3)");
            List<Event> got = events.next(2);
            assertThat(got)
                    .extracting(event -> event.after().path("id").asInt())
                    .containsExactly(1, 3);
        }
    }

    @Test
    void refusesTheOffsetOfAnotherServer(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM);
                PostgresServer other = PostgresServer.builder().start()) {
            storeAPlaceAndStop(stack, capture);
            other.execute("postgres", "CREATE DATABASE " + capture.name);
            other.execute(capture.name, ITEM);
            Map<String, String> config =
                    capture.config("database.port", Integer.toString(other.port()));
            stack.worker.rest().configure(capture.name, config);
            stack.worker.rest().resume(capture.name);
            assertThat(capture.awaitFailure())
                    .contains(
                            "the offset was stored for server " + systemId(stack.postgres),
                            "but this is server " + systemId(other),
                            "Point database.hostname at the first server",
                            "another topic.prefix");
        }
    }

    private static String systemId(Postgres server) throws Exception {
        try (Connection connection = server.connect("postgres");
                ResultSet row =
                        connection
                                .createStatement()
                                .executeQuery(
                                        "SELECT system_identifier FROM pg_control_system()")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void saysThatAPublicationIsMissingAndWhatToDo(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM).start();
                Events events = capture.events("public.item")) {
            capture.execute("INSERT INTO item VALUES (1)");
            events.next(1);
            capture.execute("DROP PUBLICATION lockstep_publication", "INSERT INTO item VALUES (2)");
            assertThat(capture.awaitFailure())
                    .contains("lockstep_publication", "does not exist", "create the publication");
        }
    }

    @Test
    void givesUpOnASlotThatAnotherReaderKeeps(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM)) {
            storeAPlaceAndStop(stack, capture);
            stack.worker
                    .rest()
                    .configure(
                            capture.name,
                            capture.config("slot.max.retries", "2", "slot.retry.delay.ms", "200"));
            try (ForeignReader reader = hold(stack, capture)) {
                assertThat(reader).isNotNull();
                stack.worker.rest().resume(capture.name);
                assertThat(capture.awaitFailure())
                        .contains("is active for PID", "Stop the other reader of the slot");
            }
        }
    }

    @Test
    void waitsForASlotThatIsFreedInTime(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM);
                Events events = capture.events("public.item")) {
            storeAPlaceAndStop(stack, capture);
            capture.execute("INSERT INTO item VALUES (2)");
            stack.worker
                    .rest()
                    .configure(
                            capture.name,
                            capture.config(
                                    "slot.max.retries", "1000", "slot.retry.delay.ms", "50"));
            try (ForeignReader reader = hold(stack, capture)) {
                assertThat(reader).isNotNull();
                stack.worker.rest().resume(capture.name);
                stack.worker.rest().awaitRunning(capture.name, Duration.ofSeconds(30));
                Status status = stack.worker.rest().status(capture.name);
                assertThat(status.tasks()).hasSize(1);
            }
            assertThat(events.next(2))
                    .extracting(event -> event.after().path("id").asInt())
                    .containsExactly(1, 2);
        }
    }
}
