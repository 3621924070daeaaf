package dev.lockstep.sink.change;

import dev.lockstep.event.Operation;

/**
 * What the value of a record tells, whatever its form.
 *
 * @param operation null of a row that does not say where it comes from
 * @param before a Struct, a Map, or null; of a flattened delete, the row
 * @param after a Struct, a Map, or null; MongoDB's are texts
 * @param unavailable names of columns as the event gives them; null where it does not
 * @param placeholders whether unavailable columns can only be known by what they hold
 * @param exactTexts by {@code before.<column>} and {@code after.<column>}; null for none
 */
record Event(
        Operation operation,
        Object before,
        Object after,
        Object unavailable,
        boolean placeholders,
        Object exactTexts,
        Place place,
        String database,
        String schema,
        String table) {

    /** Whether this is a row rather than an envelope around rows. */
    boolean isFlat() {
        return after != null && after == before;
    }
}
