package dev.lockstep.source.postgres.snapshot;

import java.util.Iterator;
import java.util.List;

/** Deals chunks to the reading threads, in the order of the tables' OIDs. */
final class ChunkSource {

    private final Iterator<Chunk> chunks;

    ChunkSource(List<HeapRead> heaps) {
        this.chunks = heaps.stream().flatMap(heap -> heap.missing().stream()).iterator();
    }

    /** The next one; null when all have been dealt. */
    synchronized Chunk next() {
        return chunks.hasNext() ? chunks.next() : null;
    }
}
