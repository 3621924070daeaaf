package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.measure.Result;
import dev.lockstep.benchmarks.measure.Section;
import java.io.PrintWriter;
import java.util.List;

/** A result on a terminal. */
public final class TextTable {

    private final PrintWriter out;

    public TextTable(PrintWriter out) {
        this.out = out;
    }

    public void print(Result result) {
        result.sections().forEach(section -> print(result.scenario(), section));
        out.flush();
    }

    private void print(String scenario, Section section) {
        out.println();
        out.println(scenario + ", " + section.heading().id() + ": " + section.heading().title());
        Lines lines = new Lines(section);
        List<List<String>> rows = lines.figures();
        int[] widths = widths(rows);
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ");
            for (int i = 0; i < row.size(); i++) {
                String gap = " ".repeat(widths[i] - row.get(i).length());
                line.append(' ').append(i == 0 ? row.get(i) + gap : gap + row.get(i)).append(' ');
            }
            out.println(line.toString().stripTrailing());
        }
        lines.ratios().forEach(line -> out.println("  " + line));
        lines.goals().forEach(line -> out.println("  goal: " + line));
        lines.failures().forEach(line -> out.println("  " + line));
    }

    private static int[] widths(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }
}
