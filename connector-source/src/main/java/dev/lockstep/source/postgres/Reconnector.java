package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.config.ReplicationOptions;
import dev.lockstep.source.postgres.config.StreamingOptions;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.snapshot.TableSnapshot;
import dev.lockstep.source.postgres.stream.LogReader;
import dev.lockstep.source.postgres.type.UnknownBinaryFormException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a capture session open: opens one, and after a failure that may pass opens the next, which
 * goes on exactly after what has been handed out. Polled by the task thread; {@link #acknowledge}
 * and {@link #stop} may come from any thread.
 */
final class Reconnector {

    private static final Logger LOG = LoggerFactory.getLogger(Reconnector.class);

    private final StreamingOptions streaming;
    private final ReplicationOptions replication;
    private final String source;
    private final Session.Opener opener;
    private final CaptureMetrics metrics;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private volatile Session session;

    // Owned by the task thread
    private Optional<SourceOffset> resume;
    private int failures;
    private int refusals;

    /** Whether the latest session was ended by ourselves, and no attempt has failed since. */
    private boolean leaving;

    private long opened;
    private long nextAttempt = System.nanoTime();

    /**
     * @param source names slot and database in messages
     * @param stored what Connect has stored
     */
    Reconnector(
            StreamingOptions streaming,
            ReplicationOptions replication,
            String source,
            Session.Opener opener,
            CaptureMetrics metrics,
            Optional<SourceOffset> stored) {
        this.streaming = streaming;
        this.replication = replication;
        this.source = source;
        this.opener = opener;
        this.metrics = metrics;
        this.resume = stored;
    }

    /**
     * The next records; empty when there is nothing to hand out now.
     *
     * @throws ConnectException when trying again cannot help
     */
    List<SourceRecord> poll() throws InterruptedException {
        if (isStopped() || waits()) {
            return List.of();
        }
        try {
            Session current = session == null ? open() : session;
            List<SourceRecord> records = current.poll();
            settle(records);
            return records;
        } catch (LogReader.Stopped e) {
            fail("read the log", e.getCause());
        } catch (TableSnapshot.Stopped e) {
            fail("read the rows of a snapshot", e.getCause());
        } catch (UnknownBinaryFormException e) {
            reopen(e);
        } catch (SQLException | RuntimeException e) {
            fail(session == null ? "start reading the log" : "read the log", e);
        }
        return List.of();
    }

    private Session open() throws SQLException {
        Session opening = opener.open(resume);
        opened = System.nanoTime();
        leaving = false;
        session = opening;
        // A stop that came meanwhile has found no session to close.
        if (isStopped()) {
            opening.close();
        }
        return opening;
    }

    /** Failures are in a row only if no session between them has come to anything. */
    private void settle(List<SourceRecord> records) {
        if (!records.isEmpty()
                || System.nanoTime() - opened > streaming.maxRetryDelay().toNanos()) {
            failures = 0;
            refusals = 0;
        }
    }

    /** Gives the stop signal and the server some time; true while the time has not passed. */
    private boolean waits() throws InterruptedException {
        long nanos = nextAttempt - System.nanoTime();
        long bound = streaming.pollInterval().toNanos();
        return session == null
                && nanos > 0
                && (stopped.await(Math.min(nanos, bound), TimeUnit.NANOSECONDS) || nanos > bound);
    }

    /** The next session brings as text what this one could not read, and is opened at once. */
    private void reopen(UnknownBinaryFormException e) {
        closeSession();
        if (isStopped()) {
            return;
        }
        opener.refuseBinary();
        leaving = true;
        nextAttempt = System.nanoTime();
        metrics.reconnecting();
        LOG.info("Reading on with values as text ({}): {}.", source, e.getMessage());
    }

    private void fail(String act, Throwable failure) {
        closeSession();
        if (isStopped()) {
            return;
        }
        Diagnosis diagnosis = Diagnosis.of(failure);
        String message = diagnosis.message(act + " (" + source + ")", failure);
        Duration delay = delay(diagnosis.outcome());
        if (delay.isNegative()) {
            // Our own messages say everything; those of the server need to be put into context.
            throw Diagnosis.sqlCause(failure).isEmpty() && failure instanceof ConnectException own
                    ? own
                    : new ConnectException(message, failure);
        }
        nextAttempt = System.nanoTime() + delay.toNanos();
        metrics.reconnecting();
        LOG.warn("{} Trying again in {} ms", message, delay.toMillis());
    }

    /**
     * Counts a failure.
     *
     * @return how long to wait before the next attempt; negative when there shall be none
     */
    private Duration delay(Diagnosis.Outcome outcome) {
        return switch (outcome) {
            case STOP -> Duration.ofNanos(-1);
            // Counted on their own: after a long outage the server still holds the slot for a
            // while.
            case SLOT_HELD ->
                    refusals++ < replication.slotMaxRetries() ? slotDelay() : Duration.ofNanos(-1);
            case RETRY ->
                    streaming.maxRetries() < 0 || failures < streaming.maxRetries()
                            ? backoff(failures++)
                            : Duration.ofNanos(-1);
        };
    }

    /** A holder that we have just left ourselves is gone in a moment. */
    private Duration slotDelay() {
        boolean own = leaving;
        leaving = false;
        return own ? streaming.initialRetryDelay() : replication.slotRetryDelay();
    }

    /** Doubles from attempt to attempt, with jitter so that many connectors do not come at once. */
    private Duration backoff(int attempt) {
        long longest = streaming.maxRetryDelay().toMillis();
        long first = Math.min(streaming.initialRetryDelay().toMillis(), longest);
        long bounded = Math.min(first << Math.min(attempt, 20), longest);
        return Duration.ofMillis(
                bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1));
    }

    private void closeSession() {
        Session ended = session;
        session = null;
        if (ended != null) {
            resume = Optional.of(ended.handedOut());
            ended.close();
        }
    }

    /** Lets the server forget what comes before an offset that Connect has stored. */
    void acknowledge(SourceOffset stored) {
        Session current = session;
        if (current != null) {
            current.acknowledge(stored);
        }
    }

    /** Records were left out on their way to Kafka. Called by the task thread. */
    void recordsDropped() {
        Session current = session;
        if (current != null) {
            current.recordsDropped();
        }
    }

    /** Ends the session; a poll that waits returns. */
    void stop() {
        stopped.countDown();
        Session current = session;
        if (current != null) {
            current.close();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }
}
