package dev.lockstep.cli.live;

import dev.lockstep.cli.output.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The table of the source and its targets, as lines. */
final class Panel {

    private static final int NAME_COLUMN = 3;
    private static final int ROWS_COLUMN = 18;
    private static final int BEHIND_COLUMN = 28;
    private static final int RATE_COLUMN = 53;
    private static final int CHANGE_COLUMN = 64;

    private final Screen screen;

    Panel(Screen screen) {
        this.screen = screen;
    }

    /**
     * One line of the table.
     *
     * @param key what is typed to pause it; empty for the source
     * @param rows null while they are not known
     * @param behind what it waits for, in words
     * @param alert whether that is worth a look
     */
    record Line(
            String key,
            String name,
            Long rows,
            String behind,
            boolean alert,
            double rate,
            String change) {}

    /** How far behind a target is, in words, and why. */
    static String behind(String state, long changes, long millis) {
        boolean running = state.equals(TargetWatch.RUNNING);
        if (changes == 0) {
            return running ? "nothing" : state;
        }
        String how = String.format(Locale.ROOT, "%,d, %s", changes, Quantity.millis(millis));
        return running ? how : state + ": " + how;
    }

    List<String> table(List<Line> lines) {
        List<String> table = new ArrayList<>();
        table.add(heading());
        lines.forEach(line -> table.add(row(line)));
        return table;
    }

    /** A line in one style. */
    String line(Style style, String text) {
        return new StyledLine(screen).add(style, text).toString();
    }

    private String heading() {
        return new StyledLine(screen)
                .add(Style.PLAIN, " ".repeat(ROWS_COLUMN + 4))
                .add(Style.FAINT, "rows")
                .tab(BEHIND_COLUMN)
                .add(Style.FAINT, "behind: changes, time")
                .tab(RATE_COLUMN)
                .add(Style.FAINT, "changes/s")
                .tab(CHANGE_COLUMN)
                .add(Style.FAINT, "last change")
                .toString();
    }

    private String row(Line row) {
        String rows = row.rows() == null ? "-" : String.format(Locale.ROOT, "%,d", row.rows());
        return new StyledLine(screen)
                .add(Style.BOLD, row.key())
                .tab(NAME_COLUMN)
                .add(Style.BOLD, row.name())
                .tab(ROWS_COLUMN)
                .add(Style.PLAIN, String.format(Locale.ROOT, "%8s", rows))
                .tab(BEHIND_COLUMN)
                .add(row.alert() ? Style.CHANGED : Style.PLAIN, row.behind())
                .tab(RATE_COLUMN)
                .add(Style.PLAIN, String.format(Locale.ROOT, "%9.1f", row.rate()))
                .tab(CHANGE_COLUMN)
                .add(Style.FAINT, row.change())
                .toString();
    }
}
