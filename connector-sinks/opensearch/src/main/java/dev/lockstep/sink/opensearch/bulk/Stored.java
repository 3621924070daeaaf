package dev.lockstep.sink.opensearch.bulk;

import java.util.Map;

/**
 * A document as the server has stored it.
 *
 * @param found whether there is one
 * @param version of it
 * @param deleted whether it is the mark of a deleted row
 * @param members the bytes of its members, by name, of those that were asked for
 */
record Stored(boolean found, long version, boolean deleted, Map<String, byte[]> members) {

    static final Stored NONE = new Stored(false, -1, false, Map.of());

    /** Whether it is a row's. */
    boolean isRow() {
        return found && !deleted;
    }
}
