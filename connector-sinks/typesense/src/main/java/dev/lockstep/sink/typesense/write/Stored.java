package dev.lockstep.sink.typesense.write;

import java.util.Map;

/** How far documents are, by id. */
record Stored(Map<String, Long> newest) {

    private static final long NEVER = -1;

    /**
     * Whether a document, or its whole table, is further than a change. A row that lacks values is
     * not written twice: where they were the first time, there may be nothing any more.
     */
    boolean isAheadOf(Pending pending) {
        long document = newest.getOrDefault(pending.id(), NEVER);
        long reached = Math.max(document, truncatedAt());
        return reached > pending.position()
                || (reached == pending.position() && pending.lacksValues());
    }

    /** Where the collection's table was emptied last; below 0 for never. */
    long truncatedAt() {
        return newest.getOrDefault(Tombstones.WHOLE_TABLE, NEVER);
    }
}
