package dev.lockstep.source.postgres.stream;

import dev.lockstep.source.postgres.pgoutput.ReplicationFrame;
import dev.lockstep.source.postgres.pgoutput.ReplicationFrame.Keepalive;
import dev.lockstep.source.postgres.pgoutput.ReplicationFrame.XLogData;
import dev.lockstep.source.postgres.stream.LogEntry.Commit;
import dev.lockstep.source.postgres.stream.LogEntry.Idle;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Reads frames, decodes them and queues them, on a thread of its own until it fails or is stopped.
 * It also answers the server on time, however long the queue stays full, so that a slow Kafka never
 * costs the connection.
 */
public final class LogReader implements AutoCloseable {

    /** Thrown to the task when the reader has ended; the cause says why. */
    public static final class Stopped extends RuntimeException {
        Stopped(Throwable cause) {
            super(cause);
        }
    }

    /**
     * A server that shuts down first waits until everything is confirmed as stored, which may take
     * a minute, and meanwhile answers each status by asking for the next. Asked this often, each
     * time this soon, the reader leaves: it has everything, and the slot keeps its place.
     */
    private static final int INSISTENT_REQUESTS = 10;

    private static final long INSISTENT_NANOS = Duration.ofMillis(200).toNanos();

    private final ReplicationStream stream;
    private final LogQueue queue;
    private final long statusIntervalNanos;
    private final Duration patience;
    private final Thread thread;

    private volatile boolean stopped;

    /** Everything before it is durable. Written by the task's side, read by the reader thread. */
    private volatile long stored;

    // Owned by the reader thread
    private long received;
    private long lastStatus;
    private final EntryDecoder decoder = new EntryDecoder(this::put);
    private long lastIdle;
    private int insistentRequests;

    /**
     * @param stream a started stream, which the reader owns from now on
     * @param stored where the slot stands: what is already durable
     */
    public LogReader(
            ReplicationStream stream,
            LogQueue queue,
            Duration statusInterval,
            long stored,
            String threadName) {
        this.stream = stream;
        this.queue = queue;
        this.statusIntervalNanos = statusInterval.toNanos();
        this.patience = statusInterval.dividedBy(4);
        this.stored = stored;
        this.received = stored;
        this.thread = new Thread(this::run, threadName);
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /**
     * Lets the server forget the log before this place; it learns of it with the next status.
     * Places never go back: an older one is ignored. Called by one thread at a time, any thread.
     */
    public void acknowledge(long lsn) {
        if (Long.compareUnsigned(lsn, stored) > 0) {
            stored = lsn;
        }
    }

    private void run() {
        try {
            lastStatus = System.nanoTime();
            stream.sendStatus(received, stored);
            while (!stopped) {
                byte[] frame = stream.read();
                if (frame != null) {
                    accept(frame);
                }
                if (System.nanoTime() - lastStatus >= statusIntervalNanos) {
                    sendStatus();
                }
            }
        } catch (InterruptedException | SQLException | RuntimeException | Error e) {
            // The thread ends in any case; the task must not wait for a reader that is gone.
            if (!stopped) {
                queue.fail(e);
            }
        } finally {
            stream.close();
        }
    }

    private void accept(byte[] frame) throws SQLException, InterruptedException {
        if (ReplicationFrame.type(frame, 0, frame.length) == ReplicationFrame.Type.KEEPALIVE) {
            keepalive((Keepalive) ReplicationFrame.decode(frame, 0, frame.length));
            return;
        }
        insistentRequests = 0;
        long lsn = XLogData.walStart(frame, 0);
        // Definitions carry LSN 0 and would take the figure back.
        if (Long.compareUnsigned(lsn, received) > 0) {
            received = lsn;
        }
        decoder.accept(frame);
    }

    private void keepalive(Keepalive keepalive) throws SQLException, InterruptedException {
        if (Long.compareUnsigned(keepalive.walEnd(), received) > 0) {
            received = keepalive.walEnd();
        }
        // Inside a large transaction keepalives come too, and say nothing about what is complete.
        if (!decoder.isInTransaction() && keepalive.walEnd() != lastIdle) {
            lastIdle = keepalive.walEnd();
            put(new Idle(keepalive.walEnd()));
        }
        if (keepalive.replyRequested()) {
            leaveIfShuttingDown();
            sendStatus();
        }
    }

    private void leaveIfShuttingDown() throws SQLException {
        boolean soon = System.nanoTime() - lastStatus < INSISTENT_NANOS;
        insistentRequests = soon ? insistentRequests + 1 : 0;
        if (insistentRequests >= INSISTENT_REQUESTS) {
            throw new SQLException("The server waits for its readers to end", "57P01");
        }
    }

    private void put(LogEntry entry) throws SQLException, InterruptedException {
        if (entry instanceof Commit || entry instanceof Idle) {
            stream.checkComplete();
        }
        while (!stopped && !queue.offer(entry, patience)) {
            sendStatus();
        }
    }

    private void sendStatus() throws SQLException {
        lastStatus = System.nanoTime();
        stream.sendStatus(received, stored);
    }

    /** Ends the thread and the connection, and waits a moment for it. */
    @Override
    public void close() {
        stopped = true;
        queue.close();
        stream.abort();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
