package dev.lockstep.source.postgres.snapshot;

import dev.lockstep.source.postgres.record.AdHocProgress;
import dev.lockstep.source.postgres.record.CopiedRows;
import dev.lockstep.source.postgres.record.SnapshotProgress;
import dev.lockstep.source.postgres.record.SourceOffset;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands batches on in the order in which they arrive, marks the first and last rows of tables and
 * of the whole, and gives each record an offset that covers only what has been handed out before
 * it: a chunk counts from its last row on. To know which row is the last, it keeps back one batch
 * of each table that is being read, and one of all. Used by the task thread only.
 */
final class HandOver {

    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private SourceOffset place;
    private AdHocProgress adHoc;
    private final SnapshotStatus status;
    private final TreeMap<Long, HeapRead> unfinished = new TreeMap<>();

    private int tablesLeft;
    private boolean begun;
    private long through;
    private RowBatch kept;
    private SourceOffset offset;

    /**
     * @param place of the snapshot, with the progress that it starts from
     */
    HandOver(SourceOffset place, List<HeapRead> heaps, int tables, SnapshotStatus status) {
        this.place = place;
        this.offset = heaps.isEmpty() ? place.during(null) : place;
        this.status = status;
        this.tablesLeft = tables;
        for (HeapRead heap : heaps) {
            heap.table().chunksLeft += heap.missing().size();
            unfinished.put(heap.heap().oid(), heap);
        }
        this.through = place.snapshot().map(SnapshotProgress::through).orElse(0L);
    }

    /** Says what offsets carry besides. Called before the first batch is handed out. */
    void carry(AdHocProgress progress) {
        adHoc = progress;
        place = place.carrying(progress);
        offset = offset.carrying(progress);
    }

    /** Everything that has been handed out. */
    SourceOffset handedOut() {
        return offset;
    }

    /** Whether all tables have been handed out. */
    boolean isComplete() {
        return tablesLeft == 0;
    }

    /** Takes a batch, which lets an earlier one go. */
    void arrive(RowBatch batch, List<SourceRecord> out) {
        TableRead table = batch.chunk().heap().table();
        if (batch.records().isEmpty()) {
            finish(batch.chunk());
        } else {
            RowBatch earlier = table.held;
            table.held = batch;
            if (earlier != null) {
                pass(earlier, false, out);
            }
        }
        if (batch.endsChunk() && --table.chunksLeft == 0) {
            endTable(table, out);
        }
    }

    private void endTable(TableRead table, List<SourceRecord> out) {
        if (table.held != null) {
            RowBatch last = table.held;
            table.held = null;
            pass(last, true, out);
        }
        LOG.info("Read {} rows of table {}", table.rows, table.table().label());
        status.tableDone();
        tablesLeft--;
        if (tablesLeft == 0) {
            end(out);
        }
    }

    private void end(List<SourceRecord> out) {
        if (kept != null) {
            mark(kept, kept.records().size() - 1, "last");
            emit(kept, out);
            kept = null;
        }
        status.complete();
    }

    private void pass(RowBatch batch, boolean endsTable, List<SourceRecord> out) {
        TableRead table = batch.chunk().heap().table();
        int last = batch.records().size() - 1;
        boolean first = !begun;
        if (endsTable && (last > 0 || !first)) {
            mark(batch, last, "last_in_data_collection");
        }
        if (table.rows == 0 && (last > 0 || !endsTable || first)) {
            mark(batch, 0, first ? "first" : "first_in_data_collection");
        }
        if (table.rows > 0) {
            batch.define(null);
        }
        begun = true;
        table.rows += batch.records().size();
        RowBatch earlier = kept;
        kept = batch;
        if (earlier != null) {
            emit(earlier, out);
        }
    }

    private void emit(RowBatch batch, List<SourceRecord> out) {
        batch.before().advance(offset.snapshot().orElse(null));
        batch.before().carry(adHoc);
        if (batch.endsChunk()) {
            finish(batch.chunk());
            batch.after().advance(offset.snapshot().orElse(null));
            batch.after().carry(adHoc);
        }
        if (batch.definition() != null) {
            out.add(batch.definition());
        }
        out.addAll(batch.records());
        status.addRows(batch.records().size());
    }

    private static void mark(RowBatch batch, int index, String marker) {
        CopiedRows.mark(batch.records().get(index), marker);
    }

    /** All rows of a chunk have been handed out. */
    private void finish(Chunk chunk) {
        HeapRead heap = chunk.heap();
        long oid = heap.heap().oid();
        heap.finish(chunk);
        if (heap.isFinished()) {
            unfinished.remove(oid);
        }
        if (oid > through) {
            through = oid;
        }
        offset = place.during(unfinished.isEmpty() ? null : progress());
    }

    private SnapshotProgress progress() {
        return new SnapshotProgress(
                through,
                unfinished.headMap(through, true).values().stream()
                        .map(HeapRead::unfinished)
                        .toList());
    }
}
