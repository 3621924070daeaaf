package dev.lockstep.source.postgres.stream;

import dev.lockstep.source.postgres.pgoutput.ReplicationFrame;
import dev.lockstep.source.postgres.pgoutput.ReplicationFrame.Keepalive;
import dev.lockstep.source.postgres.pgoutput.ReplicationFrame.XLogData;
import dev.lockstep.source.postgres.stream.LogEntry.Commit;
import dev.lockstep.source.postgres.stream.LogEntry.Idle;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

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

    private final ReplicationStream stream;
    private final LogQueue queue;
    private final long statusIntervalNanos;
    private final Duration patience;
    private final Thread thread;

    private volatile boolean stopped;

    /** Everything before it is durable. Written by the task's side, read by the reader thread. */
    private volatile long stored;

    /** The end of what has arrived. Written by the reader thread. */
    private final AtomicLong received;

    // Owned by the reader thread
    private long lastStatus;
    private final EntryDecoder decoder = new EntryDecoder(this::put);
    private long lastIdle;

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
        this.received = new AtomicLong(stored);
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

    /** The end of what has arrived, and of what the server has passed over. */
    public long received() {
        return received.get();
    }

    /** What the server was last told to be durable, or will be with the next status. */
    public long acknowledged() {
        return stored;
    }

    private void run() {
        try {
            lastStatus = System.nanoTime();
            stream.sendStatus(received.getPlain(), stored);
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
        long lsn = XLogData.walStart(frame, 0);
        // Definitions carry LSN 0 and would take the figure back.
        receive(lsn);
        decoder.accept(frame);
    }

    private void receive(long lsn) {
        if (Long.compareUnsigned(lsn, received.getPlain()) > 0) {
            received.lazySet(lsn);
        }
    }

    private void keepalive(Keepalive keepalive) throws SQLException, InterruptedException {
        receive(keepalive.walEnd());
        // Inside a large transaction keepalives come too, and say nothing about what is complete.
        if (!decoder.isInTransaction() && keepalive.walEnd() != lastIdle) {
            lastIdle = keepalive.walEnd();
            put(new Idle(keepalive.walEnd()));
        }
        if (keepalive.replyRequested()) {
            // Without a durable place: a server that shuts down waits for the end of its log, and
            // takes what has been received for an answer only when nothing is said about the rest.
            stream.sendStatus(received.getPlain(), 0);
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
        stream.sendStatus(received.getPlain(), stored);
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
