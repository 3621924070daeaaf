package dev.lockstep.sink.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.config.ApplyOptions;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows without a key show every change that is applied twice. */
class RepeatsTest {

    private static final TopicPartition P0 = Connect.partition(0);

    private final Connect connect = new Connect();
    private final MemoryTarget.Store store = new MemoryTarget.Store();
    private ChangeSink sink;
    private long next;

    private record Event(long id, String server, long commitLsn, long ordinal, long micros) {}

    private void start(String mode, int batchSize) {
        sink =
                new ChangeSink(
                        "test-0",
                        connect,
                        Records.decoder(),
                        new MemoryTarget(store, true),
                        new ApplyOptions(
                                Records.config(
                                        ApplyOptions.MODE,
                                        mode,
                                        ApplyOptions.BATCH_SIZE,
                                        Integer.toString(batchSize))),
                        new SinkMetrics());
        connect.open(sink, P0);
    }

    @AfterEach
    void stop() {
        if (sink != null) {
            sink.stop();
        }
    }

    private void send(Event event) {
        connect.add(
                Records.insert(
                        next++,
                        event.id,
                        event.server,
                        event.commitLsn,
                        event.ordinal,
                        event.micros));
    }

    private void send(long id, long commitLsn, long ordinal, long micros) {
        send(new Event(id, "shop", commitLsn, ordinal, micros));
    }

    /** Ends the transaction that is open, where that matters. */
    private List<Long> applied() throws Exception {
        Map<String, Object> message = Records.event("m", "", null, 1 << 30, true);
        message.put("message", Map.of());
        connect.add(Records.record(0, next++, null, message));
        connect.pollUntil(
                sink,
                () -> {
                    connect.commit(sink);
                    return connect.committed.getOrDefault(P0, -1L) >= next;
                });
        synchronized (store) {
            return store.applied.stream()
                    .map(change -> MemoryTarget.id((RowChange) change))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch", "transaction"})
    void whatASourceSendsAgainIsAppliedOnce(String mode) throws Exception {
        send(1, 80, 1, 1_000);
        send(2, 160, 1, 2_000);
        send(3, 160, 2, 2_000);
        send(1, 80, 1, 1_000);
        send(2, 160, 1, 2_000);
        send(3, 160, 2, 2_000);
        send(4, 160, 3, 2_000);
        start(mode, 100);
        assertThat(applied()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void aServerThatWasPutBackGoesOn() throws Exception {
        send(1, 80, 1, 1_000);
        send(2, 160, 1, 2_000);
        send(3, 160, 1, 2_001);
        send(4, 160, 2, 2_001);
        send(3, 160, 1, 2_001);
        send(5, 168, 1, 2_000);
        start("batch", 100);
        assertThat(applied()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void rowsOfSnapshotsAndOthersEventsAreNeverLeftOut() throws Exception {
        send(1, 80, 2, 1_000);
        for (int i = 0; i < 2; i++) {
            connect.add(Records.upsert(0, next++, 9, "debezium", 80, false));
            SinkRecord read = Records.insert(next++, 7, "shop", 80, 1, 1_000);
            cast(read.value()).put("op", "r");
            connect.add(read);
        }
        start("batch", 100);
        assertThat(applied()).containsExactly(1L, 9L, 7L, 9L, 7L);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object map) {
        return (Map<String, Object>) map;
    }

    /** Sources that die and go back, tasks that die, servers that are put back; in any batches. */
    @ParameterizedTest
    @ValueSource(strings = {"batch", "transaction"})
    void everyChangeIsAppliedOnceAndInOrder(String mode) throws Exception {
        long seed = new SplittableRandom().nextLong();
        System.out.println("seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Event>> logs = List.of(new ArrayList<>(), new ArrayList<>());
        List<Long> wanted = new ArrayList<>();
        long clock = 1_000;
        for (int round = 0; round < 150; round++) {
            // Transactions of two servers do not mix in one partition of a whole log.
            int server = mode.equals("batch") ? random.nextInt(2) : 0;
            List<Event> log = logs.get(server);
            int from = log.size();
            if (from > 0 && random.nextInt(20) == 0) {
                from = random.nextInt(from);
                log.subList(from, log.size()).clear();
                clock += 1_000;
            } else if (from > 0 && random.nextInt(3) == 0) {
                from = random.nextInt(from);
            }
            clock = grow(random, log, server, clock);
            log.subList(from, log.size()).forEach(this::send);
            log.stream().map(Event::id).filter(id -> !wanted.contains(id)).forEach(wanted::add);
            if (random.nextInt(10) == 0) {
                restart(mode, random.nextInt(1, 30));
            }
        }
        restart(mode, 20);
        assertThat(applied()).as("seed " + seed).containsExactlyElementsOf(wanted);
    }

    private long ids;

    private long grow(SplittableRandom random, List<Event> log, int server, long clock) {
        long lsn = log.isEmpty() ? 80 : log.get(log.size() - 1).commitLsn() + 8;
        long now = clock;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            now += random.nextInt(5);
            // Clocks and commits do not agree to the microsecond.
            long micros = now - random.nextInt(3);
            int changes = random.nextInt(1, 5);
            for (int ordinal = 1; ordinal <= changes; ordinal++) {
                log.add(new Event(ids++, "server " + server, lsn, ordinal, micros));
            }
            lsn += 8L * random.nextInt(1, 9);
        }
        return now;
    }

    private void restart(String mode, int batchSize) throws Exception {
        if (sink != null) {
            for (int i = 0; i < 5; i++) {
                connect.poll(sink);
            }
            connect.closeWithoutCommit(sink);
            sink.stop();
        }
        start(mode, batchSize);
    }
}
