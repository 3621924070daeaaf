package dev.lockstep.cli.verify.command;

import dev.lockstep.cli.verify.TableResult;
import java.util.List;

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
        return tables.stream().mapToLong(table -> table.differences().size()).sum();
    }

    boolean equal() {
        return tables.stream().allMatch(TableResult::equal);
    }

    /** What kept the command from its work, a line for each. */
    List<String> failures() {
        return tables.stream()
                .filter(table -> table.problem() != null || table.undecided() > 0)
                .map(
                        table ->
                                table.problem() != null
                                        ? table.problem()
                                        : "Cannot decide about "
                                                + table.undecided()
                                                + " rows of "
                                                + table.table()
                                                + ": they differ, and "
                                                + sink
                                                + " was not seen to pass "
                                                + table.at()
                                                + ". See with lockstep status whether it runs, or"
                                                + " raise --patience.")
                .toList();
    }
}
