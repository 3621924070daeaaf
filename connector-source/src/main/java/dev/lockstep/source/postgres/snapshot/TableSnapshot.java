package dev.lockstep.source.postgres.snapshot;

import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.StreamingOptions;
import dev.lockstep.source.postgres.record.AdHocProgress;
import dev.lockstep.source.postgres.record.SnapshotRecords;
import dev.lockstep.source.postgres.record.SourceOffset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A snapshot of some tables at one place of the stream: whoever polls it has handed out every
 * change before that place, and none after it. Polled by the task thread; {@link #close} and {@link
 * #status} may come from any thread.
 */
public final class TableSnapshot implements AutoCloseable {

    /** Thrown to the task when a reading thread has failed; the cause says why. */
    public static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Stopped(Throwable cause) {
            super(cause);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(TableSnapshot.class);
    private static final long REPORT_NANOS = Duration.ofSeconds(10).toNanos();

    /** Small enough for several to be on their way, large enough to make handing over cheap. */
    private static final int BATCH_ROWS = 256;

    private final SnapshotPoint point;
    private final SnapshotRecords records;
    private final BatchQueue queue;
    private final List<ChunkReader> readers;
    private final HandOver handOver;
    private final SnapshotStatus status;
    private final int maxRows;

    private long nextReport = System.nanoTime() + REPORT_NANOS;

    private TableSnapshot(
            SnapshotPoint point,
            SnapshotRecords records,
            BatchQueue queue,
            List<ChunkReader> readers,
            HandOver handOver,
            SnapshotStatus status,
            int maxRows) {
        this.point = point;
        this.records = records;
        this.queue = queue;
        this.readers = readers;
        this.handOver = handOver;
        this.status = status;
        this.maxRows = maxRows;
    }

    /**
     * Starts reading.
     *
     * @param point owned by the snapshot from now on
     * @param place the offset of that point, with the progress to start from
     * @param plan what to read
     * @param records owned by the snapshot from now on
     * @param threads how many connections read at the same time
     * @param name begins the names of the threads
     */
    public static TableSnapshot start(
            Database database,
            SnapshotPoint point,
            SourceOffset place,
            SnapshotPlan plan,
            SnapshotRecords records,
            StreamingOptions limits,
            int threads,
            String name) {
        BatchQueue queue = new BatchQueue(limits.maxQueueSize(), limits.maxQueueBytes());
        ChunkSource chunks = new ChunkSource(plan.heaps());
        SnapshotStatus status =
                new SnapshotStatus(plan.tables().size(), plan.estimatedRows(), records::failedRows);
        HandOver handOver = new HandOver(place, plan.heaps(), plan.tables().size(), status);
        int batchRows = Math.min(BATCH_ROWS, limits.maxBatchSize());
        List<ChunkReader> readers = new ArrayList<>();
        for (int i = 1; i <= Math.min(threads, plan.chunks()); i++) {
            readers.add(
                    new ChunkReader(
                            database, point, records, place, chunks, queue, batchRows, name + i));
        }
        LOG.info(
                "Reading the rows of {} tables (about {} rows) as of {} by {} threads",
                plan.tables().size(),
                plan.estimatedRows(),
                point.at(),
                readers.size());
        readers.forEach(ChunkReader::start);
        return new TableSnapshot(
                point, records, queue, readers, handOver, status, limits.maxBatchSize());
    }

    /**
     * Hands out rows, as soon as there are some.
     *
     * @return the records; empty when none came in time, or at the end
     * @throws Stopped when a reading thread has failed
     */
    public List<SourceRecord> poll(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<SourceRecord> records = new ArrayList<>(maxRows);
        Duration left = timeout;
        while (!handOver.isComplete() && records.size() <= maxRows / 2) {
            RowBatch batch = queue.take(records.isEmpty() ? left : Duration.ZERO);
            if (batch == null) {
                break;
            }
            handOver.arrive(batch, records);
            left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        }
        report();
        return records;
    }

    private void report() {
        if (status.isComplete()) {
            LOG.info(
                    "Snapshot complete: {} tables, {} rows in {} ms, {} rows/s",
                    status.tables(),
                    status.rows(),
                    status.duration().toMillis(),
                    status.rowsPerSecond());
        } else if (System.nanoTime() - nextReport >= 0) {
            nextReport = System.nanoTime() + REPORT_NANOS;
            LOG.info(
                    "Snapshot: {} of {} tables, {} of about {} rows, {} rows/s",
                    status.tablesDone(),
                    status.tables(),
                    status.rows(),
                    status.estimatedRows(),
                    status.rowsPerSecond());
        }
    }

    /** Says what offsets carry besides. Called before the first poll. */
    public void carry(AdHocProgress progress) {
        handOver.carry(progress);
    }

    /** Whether all rows have been handed out. */
    public boolean isComplete() {
        return handOver.isComplete();
    }

    /** Where to go on after what has been handed out. */
    public SourceOffset handedOut() {
        return handOver.handedOut();
    }

    public SnapshotStatus status() {
        return status;
    }

    @Override
    public void close() {
        queue.close();
        readers.forEach(ChunkReader::close);
        point.close();
        records.close();
    }
}
