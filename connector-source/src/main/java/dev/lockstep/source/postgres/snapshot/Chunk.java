package dev.lockstep.source.postgres.snapshot;

/**
 * A part of a table that one thread reads by one statement.
 *
 * @param index its number in the table; for a sweep, of no meaning
 * @param condition which rows of the heap are in it; empty for all
 */
record Chunk(HeapRead heap, int index, String condition) {

    /** Whether it looks again, in chunks that were finished, for rows that are newer. */
    boolean isSweep() {
        return index < 0;
    }
}
