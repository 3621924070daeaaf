package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Delete;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.Upsert;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;

/**
 * A target with transactions in memory that is strict about the contract: one thread, offsets that
 * join without a gap, nothing left open when partitions are given up.
 */
class MemoryTarget implements Target {

    /** What outlives a task, as a database does. */
    static final class Store {
        final Map<Long, Object> rows = new TreeMap<>();
        final Map<TopicPartition, Long> offsets = new HashMap<>();
        final Map<TopicPartition, String> marks = new HashMap<>();
        final List<Change> applied = new ArrayList<>();
        MemoryTarget owner;
    }

    final Store store;
    final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    final List<Batch> batches = new ArrayList<>();
    volatile Predicate<Change> refuses = change -> false;
    volatile Predicate<Change> refusesAlone = change -> false;
    volatile Predicate<Batch> refusesAtTheEnd = batch -> false;
    volatile Predicate<Batch> refusesTogether = batch -> false;
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile CountDownLatch busy = new CountDownLatch(1);
    volatile boolean closed;
    volatile boolean aborted;
    private final boolean keepsPlace;
    private final List<Batch> open = new ArrayList<>();
    private Thread caller;

    MemoryTarget(Store store, boolean keepsPlace) {
        this.store = store;
        this.keepsPlace = keepsPlace;
    }

    @Override
    public Map<TopicPartition, Standing> claim(Collection<TopicPartition> partitions) {
        called();
        synchronized (store) {
            store.owner = this;
            Map<TopicPartition, Standing> known = new HashMap<>();
            store.offsets.forEach(
                    (partition, offset) ->
                            known.put(
                                    partition,
                                    new Standing(offset, Marks.of(store.marks.get(partition)))));
            known.keySet().retainAll(partitions);
            return keepsPlace ? known : Map.of();
        }
    }

    @Override
    public void release(Collection<TopicPartition> partitions) {
        called();
        if (!open.isEmpty()) {
            throw new IllegalStateException("released while a transaction is open");
        }
    }

    @Override
    public void apply(Batch batch) {
        called();
        try {
            tryToApply(batch);
        } catch (RuntimeException e) {
            open.clear();
            throw e;
        }
    }

    private void tryToApply(Batch batch) {
        await();
        RuntimeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        if (batch.changes().stream().anyMatch(refuses)
                || refusesTogether.test(batch)
                || (batch.endsTransaction() && refusesAtTheEnd.test(batch))) {
            throw new TargetException.BadRecord("A value does not fit.", null);
        }
        open.add(batch);
        if (batch.endsTransaction()) {
            commit();
        }
    }

    private void await() {
        busy.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (aborted) {
            aborted = false;
            throw new TargetException.Transient("The call was cut off.", null);
        }
    }

    private void commit() {
        synchronized (store) {
            if (store.owner != this) {
                throw new TargetException.Fenced("Another task has taken over.");
            }
            List<TargetException.Refusal> refusals = new ArrayList<>();
            for (Batch batch : open) {
                batch.offsets().forEach(this::advance);
                batch.changes().forEach(change -> write(change, refusals));
                batches.add(batch);
            }
            open.clear();
            if (!refusals.isEmpty()) {
                throw new TargetException.Refused(refusals);
            }
        }
    }

    private void write(Change change, List<TargetException.Refusal> refusals) {
        if (refusesAlone.test(change)) {
            refusals.add(new TargetException.Refusal(change, "A value does not fit."));
        } else {
            write(change);
        }
    }

    private void advance(TopicPartition partition, Batch.Span span) {
        Long known = store.offsets.put(partition, span.to());
        store.marks.put(partition, span.marks().text());
        if (span.from() >= span.to() || (keepsPlace && known != null && known != span.from())) {
            throw new IllegalStateException(partition + " is at " + known + ", not at " + span);
        }
    }

    private void write(Change change) {
        if (change instanceof RowChange row) {
            store.applied.add(change);
            if (change instanceof Upsert) {
                store.rows.put(id(row), row.row().value(column(row, "value")));
            } else if (change instanceof Delete) {
                store.rows.remove(id(row));
            }
        }
    }

    static long id(RowChange change) {
        return (Long) change.row().value(column(change, "id"));
    }

    private static int column(RowChange change, String name) {
        for (int i = 0; i < change.row().shape().size(); i++) {
            if (change.row().shape().columns().get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private void called() {
        if (caller == null) {
            caller = Thread.currentThread();
        }
        if (caller != Thread.currentThread() || closed) {
            throw new IllegalStateException("called by " + Thread.currentThread());
        }
    }

    @Override
    public void discard() {
        called();
        open.clear();
    }

    @Override
    public void abort() {
        aborted = true;
        gate.countDown();
    }

    @Override
    public void close() {
        called();
        open.clear();
        closed = true;
    }

    Object value(long id) {
        synchronized (store) {
            return store.rows.get(id);
        }
    }

    int appliedCount() {
        synchronized (store) {
            return store.applied.size();
        }
    }
}
