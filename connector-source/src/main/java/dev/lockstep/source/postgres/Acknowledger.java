package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.record.SourceOffset;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on which offset Connect has stored, after it has stored some. Which one is read back
 * rather than remembered, for records that Kafka acknowledged while the offsets were written are
 * not among them. Reading back costs a round trip to Kafka, and waits while a transaction of a
 * worker that died is open on the topic of offsets; so it has a thread of its own, and happens at
 * most once in a while.
 */
final class Acknowledger implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<Optional<SourceOffset>> stored;
    private final Consumer<SourceOffset> server;
    private final Thread thread;
    private final Semaphore commits = new Semaphore(0);
    private final Semaphore stop = new Semaphore(0);

    /**
     * @param stored reads back what is stored
     * @param server is told of it
     */
    Acknowledger(
            String threadName,
            Supplier<Optional<SourceOffset>> stored,
            Consumer<SourceOffset> server) {
        this.stored = stored;
        this.server = server;
        this.thread = new Thread(this::run, threadName);
        this.thread.setDaemon(true);
    }

    Acknowledger start() {
        thread.start();
        return this;
    }

    /** Connect has stored offsets. Called by any thread; returns at once. */
    void offsetsStored() {
        commits.release();
    }

    private void run() {
        try {
            do {
                commits.acquire();
                commits.drainPermits();
            } while (stop.availablePermits() == 0 && pass());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns false when there is nothing more to do. */
    private boolean pass() throws InterruptedException {
        try {
            stored.get().ifPresent(server);
        } catch (RuntimeException e) {
            if (stop.availablePermits() == 0) {
                LOG.warn(
                        "Cannot read the stored offset back: {}. The server keeps its log until"
                                + " that succeeds; trying again after the next commit.",
                        e.toString());
            }
        }
        return !stop.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does not wait for the thread: Connect ends a read that is under way by itself. */
    @Override
    public void close() {
        stop.release();
        commits.release();
    }
}
