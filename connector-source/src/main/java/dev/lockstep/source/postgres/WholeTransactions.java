package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.config.StreamingOptions;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import dev.lockstep.source.postgres.record.CapturedRecord;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.stream.LogEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Gathers records until they may form a Kafka transaction: one or more whole transactions of the
 * source, or a part of one that is larger than the bound. Only such a part does not end with a
 * record that {@link CapturedRecord#endsTransaction()}; the last part does.
 *
 * <p>The beginning of a transaction that is still arriving stays here from poll to poll and does
 * not count as handed out. So no Kafka transaction is open while the log is waited for, and a lost
 * connection does not split one. Used by the task thread only.
 */
final class WholeTransactions {

    /** Where records come from. */
    interface Log {
        /**
         * Adds the next records; waits for a first change.
         *
         * @return the entries that were taken for them
         */
        List<LogEntry> read(List<SourceRecord> records, Duration timeout)
                throws InterruptedException;

        /** Whether nothing more can be read without waiting. */
        boolean isDrained();

        /** Whether nothing more will come. */
        boolean isClosed();

        /** What has been read. */
        SourceOffset place();
    }

    private final Log log;
    private final CaptureMetrics metrics;
    private final int maxRows;
    private final long maxBytes;
    private final long maxNanos;

    private List<SourceRecord> records = new ArrayList<>();

    /** How many of the records stand before the end of a transaction. */
    private int complete;

    private long bytes;

    /** Of these, those after the last end of a transaction. */
    private long openBytes;

    private SourceOffset handedOut;

    /** What the next poll throws, since records came before it. */
    private RuntimeException failure;

    WholeTransactions(StreamingOptions options, Log log, CaptureMetrics metrics) {
        this.log = log;
        this.metrics = metrics;
        this.maxRows = options.transactionMaxRows();
        this.maxBytes = options.maxQueueBytes();
        this.maxNanos = options.transactionMaxTime().toNanos();
        this.handedOut = log.place();
    }

    SourceOffset handedOut() {
        return handedOut;
    }

    /** Goes on behind something else that has been handed out. */
    void reach(SourceOffset place) {
        handedOut = place;
    }

    /** Throws what has happened behind the records that were handed out, if anything has. */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Returns at once what is complete and has nothing more behind it; else waits.
     *
     * @return the records; empty when no transaction has become complete in time
     */
    List<SourceRecord> poll(Duration timeout) throws InterruptedException {
        check();
        long begin = System.nanoTime();
        long passed = 0;
        do {
            gather(timeout.minusNanos(passed));
            passed = System.nanoTime() - begin;
        } while (!isReady(passed) && passed < timeout.toNanos() && !log.isClosed());
        return complete > 0 || isFull() ? handOut() : List.of();
    }

    private void gather(Duration timeout) throws InterruptedException {
        int before = records.size();
        List<SourceRecord> more = new ArrayList<>();
        try {
            weigh(log.read(more, timeout));
        } catch (RuntimeException e) {
            if (complete == 0) {
                throw e;
            }
            failure = e;
        }
        records.addAll(more);
        for (int i = records.size(); i > Math.max(before, complete); i--) {
            if (((CapturedRecord) records.get(i - 1)).endsTransaction()) {
                complete = i;
            }
        }
    }

    private void weigh(List<LogEntry> entries) {
        if (records.isEmpty()) {
            bytes = 0;
            openBytes = 0;
        }
        for (LogEntry entry : entries) {
            bytes += entry.bytes();
            openBytes = entry instanceof LogEntry.Commit ? 0 : openBytes + entry.bytes();
        }
    }

    private boolean isReady(long passed) {
        return isFull()
                || failure != null
                || (log.isDrained() && (complete > 0 || records.isEmpty()))
                || (complete > 0 && passed >= maxNanos);
    }

    private boolean isFull() {
        return records.size() >= maxRows || (bytes >= maxBytes && !records.isEmpty());
    }

    private List<SourceRecord> handOut() {
        if (complete == 0) {
            complete = records.size();
            openBytes = 0;
            metrics.split();
            handedOut = log.place();
        } else {
            handedOut = (SourceOffset) records.get(complete - 1).sourceOffset();
        }
        List<SourceRecord> whole = records;
        List<SourceRecord> open = records.subList(complete, records.size());
        records = new ArrayList<>(open);
        open.clear();
        complete = 0;
        bytes = openBytes;
        return whole;
    }
}
