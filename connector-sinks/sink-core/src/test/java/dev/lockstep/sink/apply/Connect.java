package dev.lockstep.sink.apply;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * A topic and a worker's side of a sink task: reads on from positions, honours seeks and pauses,
 * and stores offsets as Connect does.
 */
final class Connect implements SinkTaskContext {

    static final int MAX_POLL = 7;

    /** Records by offset: offsets may be missing. */
    final Map<TopicPartition, NavigableMap<Long, SinkRecord>> topic = new HashMap<>();

    final Map<TopicPartition, Long> committed = new HashMap<>();
    final Map<TopicPartition, Long> positions = new HashMap<>();
    final Set<TopicPartition> paused = new HashSet<>();
    final List<SinkRecord> reported = new ArrayList<>();
    boolean hasReporter = true;
    CompletableFuture<Void> reports = CompletableFuture.completedFuture(null);
    int pauses;
    private final Map<TopicPartition, Long> seeks = new HashMap<>();

    static TopicPartition partition(int number) {
        return new TopicPartition(Records.TOPIC, number);
    }

    void add(SinkRecord record) {
        topic.computeIfAbsent(partition(record.kafkaPartition()), p -> new TreeMap<>())
                .put(record.kafkaOffset(), record);
    }

    /** Upserts of the first partition, whose offsets are their rows' keys. */
    void add(int from, int to) {
        for (int i = from; i < to; i++) {
            add(Records.upsert(0, i, i, "v" + i));
        }
    }

    void open(ChangeSink sink, TopicPartition... partitions) {
        for (TopicPartition partition : partitions) {
            positions.put(partition, committed.getOrDefault(partition, 0L));
        }
        paused.retainAll(positions.keySet());
        sink.open(List.of(partitions));
        seek();
    }

    void close(ChangeSink sink) {
        commit(sink);
        closeWithoutCommit(sink);
    }

    void closeWithoutCommit(ChangeSink sink) {
        List<TopicPartition> all = List.copyOf(positions.keySet());
        sink.close(all);
        positions.clear();
    }

    private void seek() {
        positions.putAll(seeks);
        seeks.clear();
    }

    void poll(ChangeSink sink) {
        seek();
        List<SinkRecord> records = new ArrayList<>();
        Map<TopicPartition, Long> after = new HashMap<>();
        for (TopicPartition partition : positions.keySet()) {
            NavigableMap<Long, SinkRecord> there = topic.get(partition);
            if (there != null && !paused.contains(partition)) {
                there.tailMap(positions.get(partition)).values().stream()
                        .limit(MAX_POLL)
                        .forEach(
                                record -> {
                                    records.add(record);
                                    after.put(partition, record.kafkaOffset() + 1);
                                });
            }
        }
        sink.put(records);
        positions.putAll(after);
    }

    void commit(ChangeSink sink) {
        Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
        positions.forEach((partition, at) -> current.put(partition, new OffsetAndMetadata(at)));
        sink.preCommit(current).forEach((partition, at) -> committed.put(partition, at.offset()));
    }

    /** Goes on as a worker does until something holds. */
    void pollUntil(ChangeSink sink, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("It has not come true in 20 seconds");
            }
            poll(sink);
            LockSupport.parkNanos(100_000);
        }
    }

    /** Until the offset below which the target has everything of a partition is stored. */
    void pollUntilDurable(ChangeSink sink, TopicPartition partition, long offset) throws Exception {
        pollUntil(
                sink,
                () -> {
                    commit(sink);
                    return committed.getOrDefault(partition, -1L) >= offset;
                });
    }

    @Override
    public Map<String, String> configs() {
        return Map.of();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        seeks.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        seeks.put(partition, offset);
    }

    @Override
    public void timeout(long millis) {}

    @Override
    public Set<TopicPartition> assignment() {
        return positions.keySet();
    }

    @Override
    public void pause(TopicPartition... partitions) {
        pauses++;
        paused.addAll(assigned(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        paused.removeAll(assigned(partitions));
    }

    private Collection<TopicPartition> assigned(TopicPartition... partitions) {
        List<TopicPartition> list = List.of(partitions);
        if (!positions.keySet().containsAll(list)) {
            throw new IllegalStateException("not assigned: " + list);
        }
        return list;
    }

    @Override
    public void requestCommit() {}

    @Override
    public ErrantRecordReporter errantRecordReporter() {
        return hasReporter ? this::report : null;
    }

    private Future<Void> report(SinkRecord record, Throwable cause) {
        synchronized (reported) {
            reported.add(record);
        }
        return reports;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        throw new NoSuchMethodError("a worker before Kafka 4.1");
    }
}
