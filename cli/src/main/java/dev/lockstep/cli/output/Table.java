package dev.lockstep.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Columns of text under headings, as wide as they need to be. */
public final class Table {

    private static final String GAP = "  ";

    private record Column(String heading, boolean right) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column of words. */
    public Table left(String heading) {
        columns.add(new Column(heading, false));
        return this;
    }

    /** Adds a column of numbers. */
    public Table right(String heading) {
        columns.add(new Column(heading, true));
        return this;
    }

    /** Adds a row; null shows as a dash. */
    public Table row(Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values, not " + columns.size());
        }
        List<String> row = new ArrayList<>();
        for (Object value : values) {
            row.add(cell(value));
        }
        rows.add(row);
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    @Override
    public String toString() {
        int[] widths = widths();
        StringBuilder text = new StringBuilder();
        line(text, columns.stream().map(Column::heading).toList(), widths);
        rows.forEach(row -> line(text, row, widths));
        return text.toString();
    }

    private int[] widths() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).heading().length();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        return widths;
    }

    private void line(StringBuilder text, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String blanks = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : GAP);
            if (columns.get(i).right()) {
                line.append(blanks).append(cells.get(i));
            } else {
                line.append(cells.get(i)).append(blanks);
            }
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }

    /** Names come from servers; none of them may move the cursor. */
    private static String cell(Object value) {
        String text = value == null ? "" : value.toString().replaceAll("\\p{Cntrl}", " ");
        return text.isEmpty() ? "-" : text;
    }
}
