package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.config.StreamingOptions;
import dev.lockstep.source.postgres.record.CapturedRecord;
import dev.lockstep.source.postgres.record.RecordAssembler;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.stream.LogEntry;
import dev.lockstep.source.postgres.stream.LogQueue;
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

    private final LogQueue queue;
    private final RecordAssembler assembler;
    private final int batchSize;
    private final int maxRows;
    private final long maxBytes;
    private final long maxNanos;
    private final List<LogEntry> batch = new ArrayList<>();

    private List<SourceRecord> records = new ArrayList<>();

    /** How many of the records stand before the end of a transaction. */
    private int complete;

    private long bytes;

    /** Of these, those after the last end of a transaction. */
    private long openBytes;

    private SourceOffset handedOut;

    /** What the next poll throws, since records came before it. */
    private RuntimeException failure;

    WholeTransactions(StreamingOptions options, LogQueue queue, RecordAssembler assembler) {
        this.queue = queue;
        this.assembler = assembler;
        this.batchSize = options.maxBatchSize();
        this.maxRows = options.transactionMaxRows();
        this.maxBytes = options.maxQueueBytes();
        this.maxNanos = options.transactionMaxTime().toNanos();
        this.handedOut = assembler.handedOut();
    }

    SourceOffset handedOut() {
        return handedOut;
    }

    /** Returns at once what is complete and has nothing more behind it; else waits. */
    List<SourceRecord> poll(Duration timeout) throws InterruptedException {
        if (failure != null) {
            throw failure;
        }
        long begin = System.nanoTime();
        long passed = 0;
        do {
            gather(timeout.minusNanos(passed));
            passed = System.nanoTime() - begin;
        } while (!isReady(passed) && passed < timeout.toNanos() && !queue.isClosed());
        return complete > 0 || isFull() ? handOut() : List.of();
    }

    private void gather(Duration timeout) throws InterruptedException {
        batch.clear();
        List<SourceRecord> more = new ArrayList<>();
        try {
            queue.drainTo(batch, batchSize, timeout);
            assembler.assemble(batch, more);
        } catch (RuntimeException e) {
            if (complete == 0) {
                throw e;
            }
            failure = e;
        }
        int before = records.size();
        records.addAll(more);
        for (int i = records.size(); i > Math.max(before, complete); i--) {
            if (((CapturedRecord) records.get(i - 1)).endsTransaction()) {
                complete = i;
            }
        }
        weigh();
    }

    private void weigh() {
        if (records.isEmpty()) {
            bytes = 0;
            openBytes = 0;
        }
        for (LogEntry entry : batch) {
            bytes += entry.bytes();
            openBytes = entry instanceof LogEntry.Commit ? 0 : openBytes + entry.bytes();
        }
    }

    private boolean isReady(long passed) {
        return isFull()
                || (complete > 0 && (queue.isEmpty() || passed >= maxNanos || failure != null));
    }

    private boolean isFull() {
        return records.size() >= maxRows || (bytes >= maxBytes && !records.isEmpty());
    }

    private List<SourceRecord> handOut() {
        if (complete == 0) {
            complete = records.size();
            openBytes = 0;
            handedOut = assembler.handedOut();
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
