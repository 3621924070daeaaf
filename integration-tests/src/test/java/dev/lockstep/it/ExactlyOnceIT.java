package dev.lockstep.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lockstep.embedded.ConnectWorker;
import dev.lockstep.it.Events.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workers with exactly-once support. Repeat the kills of a run with {@code
 * -Dlockstep.exactly.once.seed}; more of them with {@code -Dlockstep.exactly.once.kills}.
 */
@ExtendWith(Stack.Shared.class)
class ExactlyOnceIT {

    private static final int KILLS = Integer.getInteger("lockstep.exactly.once.kills", 2);
    private static final int MOST_EVENTS_BEFORE_A_KILL = 4_000;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String ITEM = "CREATE TABLE item (id int PRIMARY KEY)";

    private static ConnectWorker worker;

    @BeforeAll
    static void startWorker(Stack stack) {
        worker =
                Stack.quickWorker(stack.kafka)
                        .property("exactly.once.source.support", "enabled")
                        .start();
    }

    @AfterAll
    static void stopWorker() {
        worker.close();
    }

    private static Capture capture(Stack stack, String... ddl) throws Exception {
        return new Capture(stack, worker, stack.capture(ddl).name);
    }

    @Test
    void bringsEveryChangeOnceAndInCommitOrderThroughKills(Stack stack) throws Exception {
        long seed = Long.getLong("lockstep.exactly.once.seed", System.nanoTime());
        System.out.println("ExactlyOnceIT: -Dlockstep.exactly.once.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> records = new ArrayList<>();
        try (Capture capture = capture(stack, Workload.DDL);
                Events events = capture.events("all");
                Workload load = new Workload(stack.postgres, capture.name)) {
            capture.start(
                    Funnel.options(
                            capture.name,
                            Map.of(
                                    "table.exclude.list",
                                    "public\\.history",
                                    "exactly.once.support",
                                    "required",
                                    "transaction.boundary",
                                    "connector",
                                    "kafka.transaction.max.rows",
                                    "2000")));
            load.start(3, random);
            for (int i = 0; i < KILLS; i++) {
                readSome(events, load, random.nextInt(1, MOST_EVENTS_BEFORE_A_KILL), records);
                worker.kill();
                load.allow(500);
                worker.start();
            }
            load.end();
            int expected = Integer.parseInt(capture.query("SELECT count(*) FROM history"));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (changes(records).size() < expected && System.nanoTime() < deadline) {
                records.addAll(events.poll());
            }
            records.addAll(events.rest());
            System.out.println("ExactlyOnceIT: " + expected + " changes, " + KILLS + " kills");
            checkHistory(capture, changes(records), expected);
            checkOrder(changes(records));
            checkWholeTransactions(records);
        }
    }

    private static void readSome(Events events, Workload load, int count, List<Event> records) {
        int goal = records.size() + count;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (records.size() < goal) {
            assertThat(System.nanoTime()).as("time to read " + count).isLessThan(deadline);
            if (load.allowed() < 1_000) {
                load.allow(2_000);
            }
            records.addAll(events.poll());
        }
    }

    private static List<Event> changes(List<Event> records) {
        return records.stream().filter(record -> !record.value().isNull()).toList();
    }

    private static void checkHistory(Capture capture, List<Event> changes, int expected)
            throws Exception {
        assertThat(changes).hasSize(expected);
        for (String table : Workload.TABLES) {
            boolean full = table.endsWith("full_identity");
            Map<Integer, List<String>> told = new TreeMap<>();
            for (Event event : changes) {
                if (event.value().path("topic").asText().equals(table)) {
                    told.computeIfAbsent(event.key().path("id").asInt(), key -> new ArrayList<>())
                            .add(KillIT.told(event, full));
                }
            }
            assertThat(told).as(table).isEqualTo(KillIT.truth(capture, table, full));
        }
    }

    private static void checkOrder(List<Event> changes) {
        for (int i = 1; i < changes.size(); i++) {
            Event before = changes.get(i - 1);
            Event event = changes.get(i);
            assertThat(Place.of(event))
                    .as("order of record %s at offset %s", i, event.offset())
                    .isGreaterThan(Place.of(before));
        }
    }

    /** Where a Kafka transaction ends, the topic has a marker, which takes an offset. */
    private static void checkWholeTransactions(List<Event> records) {
        boolean ended = true;
        long ends = 0;
        for (int i = 0; i < records.size(); i++) {
            Event record = records.get(i);
            if (i > 0 && record.offset() != records.get(i - 1).offset() + 1) {
                ends++;
                assertThat(ended).as("transaction ended before %s", record.offset()).isTrue();
            }
            // The tombstone after a delete belongs to its change.
            if (!record.value().isNull()) {
                ended = record.source().path("last").asBoolean();
            }
        }
        assertThat(ends).as("Kafka transactions").isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"connector", "poll", "interval"})
    void goesOnBehindRecordsThatATransformDrops(String boundary, Stack stack) throws Exception {
        try (Capture capture = capture(stack, ITEM, "CREATE TABLE noise (id int PRIMARY KEY)");
                Events events = capture.events("public.item")) {
            capture.start(
                    "transaction.boundary",
                    boundary,
                    "transaction.boundary.interval.ms",
                    "100",
                    "max.queue.size",
                    "20",
                    "max.batch.size",
                    "20",
                    "heartbeat.interval.ms",
                    "100",
                    "status.update.interval.ms",
                    "100",
                    "transforms",
                    "drop",
                    "transforms.drop.type",
                    "org.apache.kafka.connect.transforms.Filter",
                    "transforms.drop.predicate",
                    "noise",
                    "predicates",
                    "noise",
                    "predicates.noise.type",
                    "org.apache.kafka.connect.transforms.predicates.TopicNameMatches",
                    "predicates.noise.pattern",
                    ".*noise");
            for (int i = 0; i < 10; i++) {
                capture.execute(
                        "INSERT INTO noise SELECT generate_series(" + i + "00, " + i + "99)");
            }
            String end = capture.query("SELECT pg_current_wal_lsn()");
            await("the slot has moved past what was dropped")
                    .atMost(PATIENCE)
                    .until(
                            () ->
                                    "t"
                                            .equals(
                                                    capture.query(
                                                            "SELECT confirmed_flush_lsn >= '"
                                                                    + end
                                                                    + "' FROM pg_replication_slots"
                                                                    + " WHERE slot_name = '"
                                                                    + capture.name
                                                                    + "'")));
            capture.execute("INSERT INTO item SELECT generate_series(1, 100)");
            assertThat(events.next(100))
                    .extracting(event -> event.after().path("id").asInt())
                    .isEqualTo(IntStream.rangeClosed(1, 100).boxed().toList());
        }
    }

    @Test
    void splitsOnlyATransactionThatIsLargerThanTheBound(Stack stack) throws Exception {
        try (Capture capture = capture(stack, ITEM);
                Events events = capture.events("public.item")) {
            capture.start(
                    "transaction.boundary",
                    "connector",
                    "kafka.transaction.max.rows",
                    "50",
                    "max.batch.size",
                    "20");
            capture.execute(
                    "INSERT INTO item SELECT generate_series(1, 40)",
                    "INSERT INTO item SELECT generate_series(41, 200)",
                    "INSERT INTO item SELECT generate_series(201, 240)");
            List<Event> got = events.next(240);
            assertThat(got)
                    .extracting(event -> event.after().path("id").asInt())
                    .isEqualTo(IntStream.rangeClosed(1, 240).boxed().toList());
            List<Integer> ends = new ArrayList<>();
            for (int i = 1; i < got.size(); i++) {
                if (got.get(i).offset() != got.get(i - 1).offset() + 1) {
                    ends.add(got.get(i - 1).after().path("id").asInt());
                }
            }
            assertThat(ends).as("last rows of Kafka transactions").contains(40, 200);
            assertThat(ends.stream().filter(id -> id > 40 && id < 200))
                    .as("splits of the large one")
                    .isNotEmpty();
            assertThat(ends).noneMatch(id -> id < 40 || id > 200);
        }
    }
}
