package dev.lockstep.sink.typesense.write;

import java.util.Map;

/**
 * How far documents are, by id.
 *
 * @param documents the positions of those that are there
 * @param gone the positions at which documents have gone
 */
record Stored(Map<String, Long> documents, Map<String, Long> gone) {

    private static final long NEVER = -1;

    /**
     * Whether a document, or its whole table, is further than a change. Equal positions are not:
     * the changes behind the first 32767 of a transaction share one. But a row that lacks values is
     * not written twice where they are not in its document: there may be nothing any more.
     */
    boolean isAheadOf(Pending pending) {
        long document = documents.getOrDefault(pending.id(), NEVER);
        long left = Math.max(gone.getOrDefault(pending.id(), NEVER), truncatedAt());
        long reached = Math.max(document, left);
        if (reached != pending.position()) {
            return reached > pending.position();
        }
        return pending.lacksValues() && (pending.leaves() != null || document < reached);
    }

    /** Whether the document that a row has left is still there, rather than a newer one. */
    boolean isLeftBehind(Pending pending) {
        Long old = pending.leaves() == null ? null : documents.get(pending.leaves());
        return old != null && old <= pending.position() && !pending.leaves().equals(pending.id());
    }

    /** Where the collection's table was emptied last; below 0 for never. */
    long truncatedAt() {
        return gone.getOrDefault(Tombstones.WHOLE_TABLE, NEVER);
    }
}
