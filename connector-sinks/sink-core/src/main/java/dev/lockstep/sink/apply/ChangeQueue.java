package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.common.TopicPartition;

/**
 * Between the task thread, which offers, and the apply thread, which takes: changes in the order of
 * their records, requests, and the ways in which either side ends. The lock is taken once per
 * hand-over, not per change.
 *
 * <p>The bound lets what Connect hands over at once pass and then tells that there is no room.
 */
final class ChangeQueue {

    /** What the apply thread is to do next: one of the two, or, if neither, to end. */
    record Work(Request request, Taken taken) {}

    /**
     * Changes to be applied at once.
     *
     * @param reports what has to be stored before they may count as applied
     */
    record Taken(List<Chunk> chunks, boolean endsTransaction, List<Future<?>> reports) {}

    private final int batchSize;
    private final long maxBytes;
    private final boolean transactions;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition roomy = lock.newCondition();

    // Guarded by lock
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private final ArrayDeque<Request> requests = new ArrayDeque<>();
    private final ArrayDeque<Long> ends = new ArrayDeque<>();
    private List<Future<?>> reports = new ArrayList<>();
    private int size;
    private long bytes;
    private long taken;

    /** Whether the transaction of what was taken last goes on. */
    private boolean open;

    private boolean rewinding;
    private boolean stopped;
    private Throwable failure;
    private RuntimeException lastly;

    /**
     * @param transactions whether what is taken ends where a transaction of the source does
     */
    ChangeQueue(int batchSize, long maxBytes, boolean transactions) {
        this.batchSize = batchSize;
        this.maxBytes = maxBytes;
        this.transactions = transactions;
    }

    /**
     * Adds changes. Called by the task thread.
     *
     * @param transactionEnds after how many of them transactions end; 0 for the one before them
     * @param reported what has to be stored before they may count as applied
     * @param bad why what follows them will not be applied; null if it will
     * @return false when they were not taken because the apply thread wants to go back
     */
    boolean offer(
            List<Chunk> more,
            List<Integer> transactionEnds,
            List<Future<?>> reported,
            RuntimeException bad) {
        lock.lock();
        try {
            if (rewinding) {
                return false;
            }
            if (lastly != null) {
                // Nothing that follows a bad record is applied, nor is it told to be.
                return true;
            }
            long before = taken + size;
            transactionEnds.forEach(end -> ends.addLast(before + end));
            for (Chunk chunk : more) {
                chunks.addLast(chunk);
                size += chunk.size();
                bytes += chunk.bytes();
            }
            reports.addAll(reported);
            lastly = bad;
            wanted.signal();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is room, or the apply thread has failed or wants to go back. */
    boolean awaitRoom(Duration timeout) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = timeout.toNanos();
            while (isFull() && failure == null && !rewinding && nanos > 0) {
                nanos = roomy.awaitNanos(nanos);
            }
            return !isFull();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return size >= batchSize || bytes >= maxBytes;
    }

    /** Asks the apply thread for something. Done at once when it has ended. */
    void ask(Request request) {
        lock.lock();
        try {
            if (stopped || failure != null) {
                request.done(Map.of());
            } else {
                requests.addLast(request);
                wanted.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what waits of these partitions. Called by the task thread. */
    void drop(Collection<TopicPartition> partitions) {
        lock.lock();
        try {
            List<Chunk> kept =
                    chunks.stream().filter(c -> !partitions.contains(c.partition())).toList();
            clear();
            for (Chunk chunk : kept) {
                chunks.addLast(chunk);
                size += chunk.size();
                bytes += chunk.bytes();
            }
        } finally {
            lock.unlock();
        }
    }

    private void clear() {
        chunks.clear();
        ends.clear();
        taken += size;
        size = 0;
        bytes = 0;
        open = false;
        lastly = null;
        roomy.signal();
    }

    /** Waits for something to do. Called by the apply thread. */
    Work next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                if (stopped) {
                    return new Work(null, null);
                }
                if (!requests.isEmpty()) {
                    return new Work(requests.pollFirst(), null);
                }
                int count = ready();
                if (count > 0) {
                    return new Work(null, take(count));
                }
                if (lastly != null) {
                    throw lastly;
                }
                wanted.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many changes may be taken now. */
    private int ready() {
        if (!transactions) {
            return Math.min(size, batchSize);
        }
        int complete = 0;
        for (Long end : ends) {
            if (end - taken > batchSize) {
                break;
            }
            complete = (int) (end - taken);
            if (open && complete > 0) {
                // Its end comes alone, for what is refused there must not lie behind it.
                break;
            }
        }
        if (complete > 0) {
            return complete;
        }
        return isFull() ? Math.min(size, batchSize) : 0;
    }

    private Taken take(int count) {
        List<Chunk> out = new ArrayList<>();
        int left = count;
        while (left > 0) {
            Chunk chunk = chunks.pollFirst();
            if (chunk.size() > left) {
                chunks.addFirst(chunk.without(left));
                chunk = chunk.first(left);
            }
            out.add(chunk);
            left -= chunk.size();
            bytes -= chunk.bytes();
        }
        size -= count;
        taken += count;
        boolean complete = !transactions;
        while (!ends.isEmpty() && ends.peekFirst() <= taken) {
            complete |= ends.pollFirst() == taken;
        }
        open = !complete;
        List<Future<?>> stored = reports;
        reports = new ArrayList<>();
        roomy.signal();
        return new Taken(out, complete, stored);
    }

    /**
     * Waits, unless there is a request or the end. Called by the apply thread.
     *
     * @return whether there is neither
     */
    boolean pause(Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = wait.toNanos();
            while (!stopped && requests.isEmpty() && nanos > 0) {
                nanos = wanted.awaitNanos(nanos);
            }
            return !stopped && requests.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Has records read again from where they are durable. Called by the apply thread. */
    void rewind() {
        lock.lock();
        try {
            clear();
            rewinding = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether to go back; the task thread calls this, and then does. */
    boolean takeRewind() {
        lock.lock();
        try {
            boolean was = rewinding;
            rewinding = false;
            return was;
        } finally {
            lock.unlock();
        }
    }

    /** Why nothing more is applied. Called by the apply thread as it ends. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            clear();
            answerAll();
        } finally {
            lock.unlock();
        }
    }

    /** Null while all is well. */
    Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the apply thread. Called by any thread. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            clear();
            answerAll();
            wanted.signal();
        } finally {
            lock.unlock();
        }
    }

    private void answerAll() {
        requests.forEach(request -> request.done(Map.of()));
        requests.clear();
    }

    /** How many changes wait. Called by any thread. */
    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** All changes of some chunks, in their order. */
    static List<Change> changes(List<Chunk> chunks) {
        if (chunks.size() == 1) {
            return chunks.get(0).changes();
        }
        List<Change> all = new ArrayList<>(chunks.stream().mapToInt(Chunk::size).sum());
        chunks.forEach(chunk -> all.addAll(chunk.changes()));
        return all;
    }
}
