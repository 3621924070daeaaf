package dev.lockstep.cli.live;

/** A line that is cut at the width of the screen, whatever its colours. */
final class StyledLine {

    private static final String CUT = "...";

    private final Screen screen;
    private final StringBuilder line = new StringBuilder();
    private int length;
    private boolean full;

    StyledLine(Screen screen) {
        this.screen = screen;
    }

    StyledLine add(Style style, String text) {
        if (full) {
            return this;
        }
        String shown = text;
        if (text.length() > screen.width() - CUT.length() - length) {
            int room = Math.max(0, screen.width() - CUT.length() - length);
            shown = text.substring(0, room) + CUT;
            full = true;
        }
        length += shown.length();
        (screen.colour() ? style : Style.PLAIN).append(line, shown);
        return this;
    }

    /** Fills up with blanks to a column, always with one at least. */
    StyledLine tab(int column) {
        return add(Style.PLAIN, " ".repeat(Math.max(1, column - length)));
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
