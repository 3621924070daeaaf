package dev.lockstep.cli.verify.command;

import dev.lockstep.cli.verify.TableResult;
import java.util.List;
import java.util.Objects;

/**
 * What the command answers.
 *
 * @param basis what a difference stands on
 * @param repaired rows that differed and are equal since they were sent again; null when nothing
 *     was to be repaired
 */
record VerifyReport(
        String source, String sink, String basis, List<TableResult> tables, Long repaired) {

    long differences() {
        return differences(tables);
    }

    static boolean differ(List<TableResult> tables) {
        return differences(tables) > 0;
    }

    /** Rows that differed before and are equal after; what is undecided by then is not. */
    static long repaired(List<TableResult> before, List<TableResult> after) {
        long open = undecided(after) - undecided(before);
        return differences(before) - differences(after) - open;
    }

    private static long differences(List<TableResult> tables) {
        return tables.stream().mapToLong(table -> table.differences().size()).sum();
    }

    private static long undecided(List<TableResult> tables) {
        return tables.stream().mapToLong(TableResult::undecided).sum();
    }

    boolean equal() {
        return tables.stream().allMatch(TableResult::equal);
    }

    /** What kept the command from its work, a line for each. */
    List<String> failures() {
        return tables.stream().map(this::failure).filter(Objects::nonNull).toList();
    }

    private String failure(TableResult table) {
        if (table.problem() != null) {
            return table.problem();
        }
        if (table.undecided() > 0) {
            return "Cannot decide about "
                    + table.undecided()
                    + " rows of "
                    + table.table()
                    + ": they differ, and "
                    + sink
                    + " was not seen to pass "
                    + table.at()
                    + ", or they are written all the time. See with lockstep status whether it"
                    + " runs, or raise --patience.";
        }
        return table.more() && table.differences().isEmpty()
                ? "Cannot compare all rows of "
                        + table.table()
                        + ": more of them differ, as the sink's options let them, than are followed"
                        + " up. Raise --max-differences."
                : null;
    }
}
