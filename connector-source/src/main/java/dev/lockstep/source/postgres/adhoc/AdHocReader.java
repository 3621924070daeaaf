package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.adhoc.Outcome.Found;
import dev.lockstep.source.postgres.adhoc.Outcome.Refused;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.catalog.ServerSnapshot;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.record.LogFollower;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the steps of ad hoc snapshots on a thread and a connection of its own, so that streaming
 * never waits for them. Each step ends with a watermark in the log: its outcome is there before the
 * log can bring that. A connection that fails is made anew for as long as it takes. Steps are given
 * and outcomes taken by the task thread; {@link #close} may come from any thread.
 */
final class AdHocReader implements AutoCloseable {

    private record Done(String watermark, Outcome outcome) {}

    private static final Logger LOG = LoggerFactory.getLogger(AdHocReader.class);
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);
    private static final Duration IDLE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Database database;
    private final String publication;
    private final TableFinder tables;
    private final int chunkSize;
    private final boolean binary;
    private final Thread thread;
    private final LinkedBlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final AtomicReference<Done> done = new AtomicReference<>();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private volatile ServerSnapshot latest;
    private volatile Connection connection;

    /**
     * @param binary whether the log brings values in the binary forms of their types
     */
    AdHocReader(PostgresSourceConfig config, Database database, boolean binary) {
        this.database = database;
        this.publication = config.replication().publication();
        this.tables = new TableFinder(config);
        this.chunkSize = config.signals().chunkSize();
        this.binary = binary;
        this.thread =
                new Thread(
                        this::run, "lockstep-" + config.events().topicPrefix() + "-ad-hoc-reader");
        this.thread.setDaemon(true);
        thread.start();
    }

    /** Gives the next step. */
    void submit(Step step) {
        steps.add(step);
    }

    /** What came of the step with this watermark; null when nothing did. */
    Outcome take(String watermark) {
        Done latestDone = done.get();
        return latestDone != null && latestDone.watermark.equals(watermark)
                ? latestDone.outcome
                : null;
    }

    /** What the latest query saw; null before the first. */
    ServerSnapshot latest() {
        return latest;
    }

    private void run() {
        try {
            while (stopped.getCount() > 0) {
                Step step = steps.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                if (step == null) {
                    disconnect();
                } else if (!step.again()
                        || !stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    perform(step);
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        } finally {
            disconnect();
        }
    }

    private void perform(Step step) throws InterruptedException {
        Outcome outcome = null;
        for (int failures = 0; stopped.getCount() > 0; failures++) {
            try {
                ReadingSession session = new ReadingSession(connected(), binary);
                if (outcome == null) {
                    outcome = outcome(session, step);
                    done.set(new Done(step.watermark(), outcome));
                }
                session.emit(LogFollower.WATERMARK, step.watermark());
                return;
            } catch (SQLException e) {
                disconnect();
                waitAfter(failures, e);
            }
        }
    }

    private Outcome outcome(ReadingSession session, Step step)
            throws SQLException, InterruptedException {
        try {
            if (step.request().tables() == null) {
                return new Found(
                        tables.matching(
                                session.connection(), step.request().asked().collections()));
            }
            if (step.settle()) {
                settle(session);
            }
            return read(session, step);
        } catch (SQLException e) {
            if (isPassing(e)) {
                throw e;
            }
            session.rollback();
            return new Refused("SQL_EXCEPTION", reason(e));
        }
    }

    private Outcome read(ReadingSession session, Step step)
            throws SQLException, InterruptedException {
        Request request = step.request();
        TableName table = request.tables().get(0);
        latest = session.begin(table);
        TableForm form =
                tables.form(session.connection(), table, request.asked().surrogateKey())
                        .orElse(null);
        if (form == null) {
            session.rollback();
            return new Refused(
                    "UNKNOWN_SCHEMA", "publication " + publication + " does not publish it");
        }
        if (form.key().isEmpty()) {
            session.rollback();
            return new Refused(
                    "NO_PRIMARY_KEY",
                    "it has no primary key. Name a column that is NOT NULL in surrogate-key");
        }
        Outcome outcome = session.chunk(form, step, latest, chunkSize);
        session.commit();
        return outcome;
    }

    /**
     * Waits until the transactions are visible that the log may have had before anybody looked at
     * which transactions it has: those that were about to end, not those that wait for their
     * client.
     */
    private void settle(ReadingSession session) throws SQLException, InterruptedException {
        long mark = session.nextTransactionId();
        long started = System.nanoTime();
        boolean told = false;
        while (stopped.getCount() > 0) {
            ReadingSession.Running running = session.running(mark);
            latest = running.snapshot();
            if (running.count() == 0) {
                return;
            }
            if (!told && System.nanoTime() - started > LONGEST_DELAY.toNanos()) {
                LOG.info(
                        "An ad hoc snapshot waits for {} transactions to end or to wait for their"
                                + " client",
                        running.count());
                told = true;
            }
            if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** Whether the same may succeed on another connection or later. */
    private static boolean isPassing(SQLException e) {
        String state = e.getSQLState() == null ? "08000" : e.getSQLState();
        return state.startsWith("08")
                || state.startsWith("57")
                || state.startsWith("53")
                || state.equals("40001")
                || state.equals("40P01")
                || state.equals("55P03");
    }

    /** The server's message only where it speaks of names; others may quote values of rows. */
    private static String reason(SQLException e) {
        String state = e.getSQLState();
        return "SQL state "
                + state
                + (state.startsWith("42") ? ": " + e.getMessage() : "")
                + ". Correct the signal, or the rights of the connector's user";
    }

    private void waitAfter(int failures, SQLException e) throws InterruptedException {
        if (stopped.getCount() > 0) {
            long delay =
                    Math.min(LONGEST_DELAY.toMillis(), PAUSE.toMillis() << Math.min(failures, 10));
            LOG.warn(
                    "Cannot go on with an ad hoc snapshot ({}): SQL state {}. Trying again in {}"
                            + " ms",
                    database.label(),
                    e.getSQLState(),
                    delay);
            if (stopped.await(delay, TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("closed");
            }
        }
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.connectForRows();
            connection = open;
            if (stopped.getCount() == 0) {
                disconnect();
            }
        }
        return open;
    }

    private void disconnect() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("The connection of an ad hoc snapshot did not close in order", e);
            }
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        thread.interrupt();
        Database.giveUp(connection);
    }
}
