package dev.lockstep.sink.typesense.write;

import dev.lockstep.sink.change.RowChange;

/**
 * A change and the document that it is about.
 *
 * @param leaves the id of the document that a row has left for this one; null for none
 */
record Pending(RowChange change, RowPlan plan, String id, String leaves) {

    /**
     * The change's place in the source's order; below 0 where its record does not tell. An offset
     * in Kafka does not stand for it: the two cannot be compared.
     */
    long position() {
        return change.place().position();
    }

    /** Whether its record lacks values that are in a document. */
    boolean lacksValues() {
        return change.row().unavailable() != null;
    }

    boolean isOrdered() {
        return position() >= 0;
    }
}
