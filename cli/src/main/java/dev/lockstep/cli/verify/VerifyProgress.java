package dev.lockstep.cli.verify;

/**
 * How far a comparison is. Told after each chunk, on the thread that compares.
 *
 * @param rows of the source read so far
 * @param estimate of the server; 0 where it has none
 * @param suspects rows that differed at the last look and are looked at again
 */
public record VerifyProgress(
        String table, int tableNumber, int tables, long rows, long estimate, int suspects) {}
