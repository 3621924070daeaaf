package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.StreamingOptions;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.stream.LogReader;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    private final PostgresSourceConfig config;
    private final Database database;
    private final String version;
    private final Map<String, String> partition;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private volatile CaptureSession session;

    // Owned by the task thread
    private Optional<SourceOffset> resume;
    private int failures;
    private long nextAttempt = System.nanoTime();

    Reconnector(
            PostgresSourceConfig config,
            String version,
            Map<String, String> partition,
            Optional<SourceOffset> stored) {
        this.config = config;
        this.database = new Database(config.connection(), config.events().topicPrefix());
        this.version = version;
        this.partition = partition;
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
            if (session == null) {
                open();
            }
            List<SourceRecord> records = session.poll();
            if (!records.isEmpty()) {
                failures = 0;
            }
            return records;
        } catch (LogReader.Stopped e) {
            fail("read the log", e.getCause());
        } catch (SQLException | ConnectException e) {
            fail("start reading the log", e);
        }
        return List.of();
    }

    private void open() throws SQLException {
        session = CaptureSession.open(config, database, version, partition, resume);
        if (isStopped()) {
            session.close();
        }
    }

    /** Gives the stop signal and the server some time; true while the time has not passed. */
    private boolean waits() throws InterruptedException {
        long nanos = nextAttempt - System.nanoTime();
        long bound = config.streaming().pollInterval().toNanos();
        return session == null
                && nanos > 0
                && (stopped.await(Math.min(nanos, bound), TimeUnit.NANOSECONDS) || nanos > bound);
    }

    private void fail(String act, Throwable failure) {
        closeSession();
        if (isStopped()) {
            return;
        }
        Diagnosis diagnosis = Diagnosis.of(failure);
        String message =
                diagnosis.message(
                        act
                                + " (slot "
                                + config.replication().slot()
                                + ", "
                                + database.label()
                                + ")",
                        failure);
        Duration delay = delay(diagnosis.outcome());
        if (delay.isNegative()) {
            // Our own messages say everything; those of the server need to be put into context.
            throw Diagnosis.sqlCause(failure).isEmpty() && failure instanceof ConnectException own
                    ? own
                    : new ConnectException(message, failure);
        }
        failures++;
        nextAttempt = System.nanoTime() + delay.toNanos();
        LOG.warn("{} Trying again in {} ms (attempt {})", message, delay.toMillis(), failures);
    }

    /** How long to wait before the next attempt; negative when there shall be none. */
    private Duration delay(Diagnosis.Outcome outcome) {
        StreamingOptions options = config.streaming();
        return switch (outcome) {
            case STOP -> Duration.ofNanos(-1);
            case SLOT_HELD ->
                    failures < config.replication().slotMaxRetries()
                            ? config.replication().slotRetryDelay()
                            : Duration.ofNanos(-1);
            case RETRY ->
                    options.maxRetries() < 0 || failures < options.maxRetries()
                            ? backoff(options)
                            : Duration.ofNanos(-1);
        };
    }

    /** Doubles from attempt to attempt, with jitter so that many connectors do not come at once. */
    private Duration backoff(StreamingOptions options) {
        long doubled = options.initialRetryDelay().toMillis() << Math.min(failures, 20);
        long bounded = Math.min(doubled, options.maxRetryDelay().toMillis());
        return Duration.ofMillis(
                bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1));
    }

    private void closeSession() {
        CaptureSession ended = session;
        session = null;
        if (ended != null) {
            resume = Optional.of(ended.handedOut());
            ended.close();
        }
    }

    /** Lets the server forget what comes before an offset that Connect has stored. */
    void acknowledge(SourceOffset stored) {
        CaptureSession current = session;
        if (current != null) {
            current.acknowledge(stored);
        }
    }

    /** Ends the session; a poll that waits returns. */
    void stop() {
        stopped.countDown();
        CaptureSession current = session;
        if (current != null) {
            current.close();
        }
    }

    private boolean isStopped() {
        return stopped.getCount() == 0;
    }
}
