package dev.lockstep.source.postgres.snapshot;

import dev.lockstep.source.postgres.catalog.PublishedTables.Heap;
import dev.lockstep.source.postgres.record.SnapshotProgress.Unfinished;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What holds rows of a table, divided into chunks. A chunk is a range of pages; the last one has no
 * end, for the file may grow while it is read. Its counters are owned by the task thread.
 */
final class HeapRead {

    private final TableRead table;
    private final Heap heap;
    private final int chunkPages;
    private final int chunks;
    private final long xmin;
    private final BitSet done;
    private final List<Chunk> missing = new ArrayList<>();

    /** Chunks that have not been handed out completely. */
    private int left;

    /**
     * @param earlier what an earlier snapshot has read of the same file; null for nothing
     * @param xmin what was written by older transactions is complete in what is read now
     */
    HeapRead(TableRead table, Heap heap, int chunkPages, Unfinished earlier, long xmin) {
        this.table = table;
        this.heap = heap;
        this.chunkPages = earlier == null ? chunkPages : earlier.chunkPages();
        this.xmin = earlier == null ? xmin : earlier.xmin();
        this.done = earlier == null ? new BitSet() : (BitSet) earlier.done().clone();
        boolean whole = !heap.rangeable() || table.statement() != null;
        int byPages = whole ? 1 : (int) Math.max(1, ceil(heap.pages(), this.chunkPages));
        this.chunks = Math.max(byPages, done.length());
        plan();
        left = missing.size();
    }

    private static long ceil(long pages, int perChunk) {
        return (pages + perChunk - 1) / perChunk;
    }

    private void plan() {
        int from = done.nextSetBit(0);
        while (from >= 0) {
            int end = done.nextClearBit(from);
            missing.add(new Chunk(this, -1, range(from, end) + newer()));
            from = done.nextSetBit(end);
        }
        for (int i = done.nextClearBit(0); i < chunks; i = done.nextClearBit(i + 1)) {
            missing.add(new Chunk(this, i, chunks == 1 ? "" : range(i, i + 1)));
        }
    }

    private String range(int from, int end) {
        String first = "ctid >= '(" + (long) from * chunkPages + ",0)'";
        return end >= chunks ? first : first + " AND ctid < '(" + (long) end * chunkPages + ",0)'";
    }

    /**
     * Rows that were not there, or not in this place, when the chunk was read: an update moves a
     * row, and its event in the log may leave out large values that it did not change. A number
     * that came round once reads as newer, which only reads too much.
     */
    private String newer() {
        return " AND age(xmin) <= age('" + (xmin & 0xFFFF_FFFFL) + "'::xid)";
    }

    TableRead table() {
        return table;
    }

    Heap heap() {
        return heap;
    }

    /** What is to be read, in order. */
    List<Chunk> missing() {
        return missing;
    }

    /** The task thread has handed out all rows of a chunk. */
    void finish(Chunk chunk) {
        left--;
        if (!chunk.isSweep()) {
            done.set(chunk.index());
        }
    }

    boolean isFinished() {
        return left == 0;
    }

    Unfinished unfinished() {
        return new Unfinished(heap.oid(), heap.fileNode(), chunkPages, xmin, (BitSet) done.clone());
    }
}
