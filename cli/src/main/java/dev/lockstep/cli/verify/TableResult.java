package dev.lockstep.cli.verify;

import dev.lockstep.event.Lsn;
import java.util.List;

/**
 * What came out of one table, or of one of the places that a target keeps its rows in.
 *
 * @param table {@code schema.table} of the source
 * @param target what it is called in the target; null when that is not known
 * @param at a place in the source's log: each row was compared as of a moment up to it; null when
 *     nothing was compared
 * @param targetRows of those found in the target, among them rows that the source lacks
 * @param differences that hold after the sink had applied everything up to where they were seen
 * @param more whether there are more differences than were looked at
 * @param undecided rows that differ, of which it is not known whether the sink is only behind
 * @param notes what was not compared, and what was left out of account
 * @param problem why the table could not be compared; null when it could
 */
public record TableResult(
        String table,
        String target,
        Lsn at,
        long sourceRows,
        long targetRows,
        List<RowDifference> differences,
        boolean more,
        long undecided,
        List<String> notes,
        String problem) {

    static TableResult problem(String table, String problem) {
        return new TableResult(table, null, null, 0, 0, List.of(), false, 0, List.of(), problem);
    }

    /** The same after rows were sent again. */
    TableResult with(Lsn place, List<RowDifference> left, long leftUndecided) {
        return new TableResult(
                table,
                target,
                place,
                sourceRows,
                targetRows,
                List.copyOf(left),
                more,
                leftUndecided,
                notes,
                problem);
    }

    /** Whether the target is known to have the same rows. */
    public boolean equal() {
        return problem == null && differences.isEmpty() && undecided == 0 && !more;
    }
}
