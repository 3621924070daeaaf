package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.it.Events.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A connector of Debezium's that becomes one of ours by changing {@code connector.class}. */
@ExtendWith(Stack.Shared.class)
class SwitchFromDebeziumIT {

    private static final String DEBEZIUM = "io.debezium.connector.postgresql.PostgresConnector";
    private static final String ITEM = "CREATE TABLE item (id int PRIMARY KEY)";
    private static final Duration SOON = Duration.ofSeconds(60);

    private static void insert(Capture capture, int from, int to) throws Exception {
        capture.execute("INSERT INTO item SELECT generate_series(" + from + ", " + to + ")");
    }

    private static List<Integer> ids(List<Event> events) {
        return events.stream().map(event -> event.after().path("id").asInt()).toList();
    }

    /** All ids up to this one, each first seen after all smaller ones. */
    private static void assertNothingIsMissing(List<Event> got, int last) {
        assertThat(ids(got).stream().distinct())
                .isEqualTo(IntStream.rangeClosed(1, last).boxed().toList());
    }

    private static List<Event> until(Events events, int id) {
        List<Event> got = new ArrayList<>();
        while (got.isEmpty() || got.get(got.size() - 1).after().path("id").asInt() != id) {
            got.addAll(events.next(1));
        }
        return got;
    }

    private static void startDebezium(Stack stack, Capture capture) {
        Map<String, String> config =
                capture.config(
                        "connector.class",
                        DEBEZIUM,
                        "plugin.name",
                        "pgoutput",
                        "snapshot.mode",
                        "initial",
                        "publication.name",
                        "lockstep_publication",
                        "publication.autocreate.mode",
                        "filtered",
                        "table.include.list",
                        "public.item",
                        "header.converter",
                        "org.apache.kafka.connect.json.JsonConverter",
                        "header.converter.schemas.enable",
                        "false");
        stack.worker.rest().configure(capture.name, config);
    }

    private static void stop(Stack stack, Capture capture) {
        stack.worker.rest().stop(capture.name);
        capture.awaitFreeSlot();
    }

    private static void switchClass(Stack stack, Capture capture) {
        stack.worker.rest().configure(capture.name, capture.config());
        stack.worker.rest().resume(capture.name);
        capture.awaitStreaming(capture.name);
    }

    @Test
    void goesOnWhereDebeziumStopped(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM);
                Events events = capture.events("public.item")) {
            insert(capture, 1, 3);
            startDebezium(stack, capture);
            capture.awaitStreaming(capture.name);
            // The snapshot, then streaming in transactions of one and of several rows.
            List<Event> got = new ArrayList<>(until(events, 3));
            insert(capture, 4, 4);
            insert(capture, 5, 14);
            got.addAll(until(events, 14));
            await("Debezium's offset is stored")
                    .atMost(SOON)
                    .until(
                            () ->
                                    stack.worker
                                            .rest()
                                            .offsets(capture.name)
                                            .path(0)
                                            .path("offset")
                                            .has("lsn_commit"));
            stop(stack, capture);
            insert(capture, 15, 20);

            switchClass(stack, capture);
            got.addAll(until(events, 20));
            insert(capture, 21, 25);
            got.addAll(until(events, 25));
            assertNothingIsMissing(got, 25);
            // At most Debezium's latest transaction comes again.
            assertThat(ids(got).stream().filter(id -> id < 5 || id > 14)).doesNotHaveDuplicates();
            List<Event> ours =
                    got.stream().filter(event -> event.source().has("position")).toList();
            assertThat(ids(ours)).contains(15, 25);
            await("our offset is stored")
                    .atMost(SOON)
                    .until(
                            () ->
                                    stack.worker
                                            .rest()
                                            .offsets(capture.name)
                                            .path(0)
                                            .path("offset")
                                            .has("system_id"));
        }
    }

    @Test
    void takesOverRightAfterDebeziumsSnapshot(Stack stack) throws Exception {
        try (Capture capture = stack.capture(ITEM);
                Events events = capture.events("public.item")) {
            insert(capture, 1, 3);
            startDebezium(stack, capture);
            List<Event> got = new ArrayList<>(until(events, 3));
            capture.awaitStreaming(capture.name);
            await("Debezium's offset is stored")
                    .atMost(SOON)
                    .until(() -> stack.worker.rest().offsets(capture.name).size() > 0);
            stop(stack, capture);
            insert(capture, 4, 6);
            switchClass(stack, capture);
            got.addAll(until(events, 6));
            assertThat(ids(got)).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }
}
