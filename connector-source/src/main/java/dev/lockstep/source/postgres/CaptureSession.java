package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.adhoc.AdHocSnapshots;
import dev.lockstep.source.postgres.catalog.CatalogReader;
import dev.lockstep.source.postgres.config.StreamingOptions;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import dev.lockstep.source.postgres.record.RecordAssembler;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.reselect.Reselection;
import dev.lockstep.source.postgres.snapshot.TableSnapshot;
import dev.lockstep.source.postgres.stream.LogEntry;
import dev.lockstep.source.postgres.stream.LogQueue;
import dev.lockstep.source.postgres.stream.LogReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** A session over one replication connection, from a checked start on. */
final class CaptureSession implements Session, WholeTransactions.Log, SnapshotTurn.Stream {

    /**
     * What a session reads by, and closes.
     *
     * @param adHoc null when no signal can come and nobody is to be notified
     * @param reselection null unless values that the log does not carry are read from the table
     * @param watch null for a primary
     */
    record Readers(
            LogQueue queue,
            LogReader log,
            CatalogReader catalog,
            RecordAssembler assembler,
            AdHocSnapshots adHoc,
            Reselection reselection,
            StandbyWatch watch) {}

    private final LogQueue queue;
    private final Readers readers;
    private final RecordAssembler assembler;
    private final CaptureMetrics metrics;
    private final Duration pollInterval;
    private final int batchSize;
    private final List<LogEntry> batch;
    private final SnapshotTurn turn;

    /** Null unless whole transactions are to be handed out. */
    private final WholeTransactions whole;

    /** What had been handed out when what came next had to be thrown away; else null. */
    private SourceOffset cutOff;

    /**
     * @param snapshot to be handed out at its place in the stream; null for none
     * @param wholeTransactions whether a poll hands out whole transactions only, up to a bound
     */
    CaptureSession(
            StreamingOptions options,
            Readers readers,
            SnapshotStart snapshots,
            TableSnapshot snapshot,
            SnapshotFence fence,
            CaptureMetrics metrics,
            boolean wholeTransactions) {
        this.readers = readers;
        this.queue = readers.queue();
        this.assembler = readers.assembler();
        this.metrics = metrics;
        this.pollInterval = options.pollInterval();
        this.batchSize = options.maxBatchSize();
        this.batch = new ArrayList<>(batchSize);
        this.turn = new SnapshotTurn(this, snapshots, readers.adHoc(), snapshot, fence);
        this.whole = wholeTransactions ? new WholeTransactions(options, this, metrics) : null;
    }

    /**
     * {@inheritDoc}
     *
     * @throws LogReader.Stopped when the reader has failed and everything before has been handed
     *     out
     */
    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        if (readers.watch() == null) {
            return take();
        }
        SourceOffset before = handedOut();
        List<SourceRecord> records = take();
        if (!records.isEmpty()) {
            cutOff = before;
            readers.watch().check();
            cutOff = null;
        }
        return records;
    }

    private List<SourceRecord> take() throws InterruptedException {
        turn.begin(handedOut());
        if (turn.hasCome()) {
            return turn.poll(pollInterval);
        }
        if (whole != null) {
            return whole.poll(pollInterval);
        }
        List<SourceRecord> records = new ArrayList<>(batchSize);
        long deadline = System.nanoTime() + pollInterval.toNanos();
        Duration left = pollInterval;
        do {
            read(records, left);
            left = Duration.ofNanos(deadline - System.nanoTime());
        } while (records.isEmpty() && !left.isNegative() && !isClosed() && !turn.hasCome());
        return records;
    }

    @Override
    public List<LogEntry> read(List<SourceRecord> records, Duration timeout)
            throws InterruptedException {
        batch.clear();
        if (turn.hasCome()) {
            return batch;
        }
        boolean waits = !turn.holdsEntries();
        turn.release(batch);
        queue.drainTo(batch, batchSize, waits ? timeout : Duration.ZERO);
        turn.hold(batch);
        if (readers.reselection() != null) {
            readers.reselection().pass(batch);
        }
        assembler.assemble(batch, records);
        metrics.add(assembler.counts());
        return batch;
    }

    @Override
    public boolean isDrained() {
        return turn.hasCome() || (!turn.holdsEntries() && queue.isEmpty());
    }

    @Override
    public boolean isClosed() {
        return queue.isClosed();
    }

    @Override
    public SourceOffset place() {
        return assembler.handedOut();
    }

    @Override
    public void check() {
        if (whole != null) {
            whole.check();
        }
    }

    @Override
    public void flush(List<SourceRecord> records) {
        assembler.assemble(List.of(), records);
    }

    @Override
    public void reach(SourceOffset behind) {
        assembler.reach(behind);
        if (whole != null) {
            whole.reach(behind);
        }
    }

    @Override
    public SourceOffset handedOut() {
        if (cutOff != null) {
            return cutOff;
        }
        SourceOffset withRows = turn.handedOut();
        if (withRows != null) {
            return withRows;
        }
        return whole == null ? assembler.handedOut() : whole.handedOut();
    }

    @Override
    public void acknowledge(SourceOffset stored) {
        readers.log().acknowledge(stored.resumeFrom().value());
        if (readers.adHoc() != null) {
            readers.adHoc().stored(stored);
        }
    }

    @Override
    public void recordsDropped() {
        assembler.recordsDropped();
    }

    @Override
    public void close() {
        metrics.disconnected();
        queue.close();
        readers.log().close();
        turn.close();
        readers.catalog().close();
        if (readers.reselection() != null) {
            readers.reselection().close();
        }
        if (readers.watch() != null) {
            readers.watch().close();
        }
        if (readers.adHoc() != null) {
            readers.adHoc().close();
        }
    }
}
