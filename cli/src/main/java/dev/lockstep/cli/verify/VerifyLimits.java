package dev.lockstep.cli.verify;

import java.time.Duration;
import java.util.Set;

/**
 * How far a comparison goes.
 *
 * @param tables to compare, each {@code schema.table} or the table alone; empty for all
 * @param chunkRows how many rows are read at a time
 * @param patience how long rows that differ are looked at again before they are given up
 * @param maxDifferences how many rows that differ are followed up per table
 * @param showValues whether differences tell the values
 */
public record VerifyLimits(
        Set<String> tables,
        int chunkRows,
        Duration patience,
        int maxDifferences,
        boolean showValues) {

    private static final int CHUNK_ROWS = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int MAX_DIFFERENCES = 1_000;

    /** All tables, with the command's own limits. */
    public static VerifyLimits defaults() {
        return new VerifyLimits(Set.of(), CHUNK_ROWS, PATIENCE, MAX_DIFFERENCES, false);
    }

    public VerifyLimits withPatience(Duration other) {
        return new VerifyLimits(tables, chunkRows, other, maxDifferences, showValues);
    }

    boolean includes(String schema, String table) {
        return tables.isEmpty() || tables.contains(table) || tables.contains(schema + "." + table);
    }
}
