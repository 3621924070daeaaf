package dev.lockstep.cli.live;

import java.io.PrintWriter;
import java.util.List;

/**
 * Lines that stay at the bottom of a terminal while others scroll by above them. Lines must not be
 * wider than the terminal.
 */
final class PinnedLines {

    private static final String WRAP_OFF = "\u001B[?7l";
    private static final String WRAP_ON = "\u001B[?7h";
    private static final String ERASE_BELOW = "\u001B[J";

    private final PrintWriter out;
    private int height;

    PinnedLines(PrintWriter out) {
        this.out = out;
    }

    /** Adds lines above and draws the pinned ones anew. */
    void draw(List<String> above, List<String> pinned) {
        StringBuilder text = new StringBuilder(WRAP_OFF);
        if (height > 0) {
            text.append('\r');
            if (height > 1) {
                text.append("\u001B[").append(height - 1).append('A');
            }
            text.append(ERASE_BELOW);
        }
        above.forEach(line -> text.append(line).append("\r\n"));
        text.append(String.join("\r\n", pinned)).append(WRAP_ON);
        height = pinned.size();
        out.print(text);
        out.flush();
    }

    /** The pinned lines remain as they are. */
    void end() {
        out.println();
        out.flush();
        height = 0;
    }
}
