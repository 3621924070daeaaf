package dev.lockstep.cli.verify.command;

import dev.lockstep.cli.output.Table;
import dev.lockstep.cli.verify.RowDifference;
import dev.lockstep.cli.verify.RowDifference.ColumnValues;
import dev.lockstep.cli.verify.TableResult;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report for people. */
final class VerifyText {

    private final VerifyReport report;

    VerifyText(VerifyReport report) {
        this.report = report;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(overview());
        report.tables().forEach(table -> differences(table, text));
        report.tables().forEach(table -> notes(table, text));
        return text.append('\n').append(summary()).toString();
    }

    private Table overview() {
        Table overview =
                new Table()
                        .left("TABLE")
                        .left("TARGET")
                        .right("SOURCE ROWS")
                        .right("TARGET ROWS")
                        .left("UP TO")
                        .left("RESULT");
        for (TableResult table : report.tables()) {
            boolean compared = table.problem() == null;
            overview.row(
                    table.table(),
                    table.target(),
                    compared ? table.sourceRows() : null,
                    compared ? table.targetRows() : null,
                    table.at(),
                    result(table));
        }
        return overview;
    }

    private static String result(TableResult table) {
        if (table.problem() != null) {
            return "not compared";
        }
        if (table.equal()) {
            return "equal";
        }
        boolean more = table.more() && !table.differences().isEmpty();
        if (table.more() && !more && table.undecided() == 0) {
            return "not compared in full";
        }
        String differ = table.differences().size() + (more ? " or more" : "") + " differ";
        return table.undecided() == 0 ? differ : differ + ", " + table.undecided() + " undecided";
    }

    private static void differences(TableResult table, StringBuilder text) {
        if (table.differences().isEmpty()) {
            return;
        }
        text.append('\n')
                .append(table.table())
                .append(" and ")
                .append(table.target())
                .append(":\n");
        for (RowDifference difference : table.differences()) {
            text.append("  ").append(line(difference)).append('\n');
            for (ColumnValues values : difference.values()) {
                text.append("      ")
                        .append(values.column())
                        .append(": ")
                        .append(shown(values.source()))
                        .append(" in the source, ")
                        .append(shown(values.target()))
                        .append(" in the target\n");
            }
            if (difference.removal() != null) {
                text.append("      to remove it: ")
                        .append(clean(difference.removal()))
                        .append('\n');
            }
        }
    }

    private static String line(RowDifference difference) {
        String key =
                difference.key().entrySet().stream()
                        .map(column -> column.getKey() + "=" + column.getValue())
                        .collect(Collectors.joining(", "));
        String line =
                String.format(
                        Locale.ROOT,
                        "%-9s  %s",
                        difference.kind().name().toLowerCase(Locale.ROOT),
                        key);
        return clean(
                difference.columns().isEmpty()
                        ? line
                        : line + ": " + String.join(", ", difference.columns()));
    }

    private static String shown(String value) {
        return value == null ? "NULL" : "'" + clean(value) + "'";
    }

    /** What comes from servers does not move the cursor. */
    private static String clean(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    private static void notes(TableResult table, StringBuilder text) {
        if (!table.notes().isEmpty()) {
            text.append('\n')
                    .append(table.table())
                    .append(" (")
                    .append(table.target())
                    .append("):\n");
            table.notes().forEach(note -> text.append("  ").append(clean(note)).append('\n'));
        }
    }

    private String summary() {
        StringBuilder summary = new StringBuilder();
        if (report.repaired() != null) {
            summary.append(report.repaired()).append(" rows were repaired. ");
        }
        if (report.equal()) {
            return summary.append(report.sink())
                    .append(" has what ")
                    .append(report.source())
                    .append(" has.")
                    .toString();
        }
        if (report.differences() == 0) {
            return summary.append("Not everything could be compared.").toString();
        }
        summary.append(report.differences()).append(" rows differ. ").append(report.basis());
        boolean extra =
                report.tables().stream()
                        .flatMap(table -> table.differences().stream())
                        .anyMatch(each -> each.kind() == RowDifference.Kind.EXTRA);
        if (report.repaired() == null) {
            summary.append(" --repair sends missing and different rows again.");
        }
        if (extra) {
            summary.append(
                    " No snapshot removes extra rows: the source has nothing to send for them."
                            + " Remove them by what stands below them.");
        }
        return summary.toString();
    }
}
