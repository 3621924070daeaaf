package dev.lockstep.cli.live;

/**
 * What the output can show.
 *
 * @param width columns of a terminal; unbounded for a file or a pipe
 * @param colour whether it understands escape codes
 * @param terminal whether the last line can be rewritten
 */
public record Screen(int width, boolean colour, boolean terminal) {

    /** Set by the launcher when standard output is a terminal. */
    private static final String COLUMNS = "lockstep.columns";

    public static Screen ofThisProcess() {
        int columns = Integer.getInteger(COLUMNS, 0);
        return columns <= 0
                ? new Screen(Integer.MAX_VALUE, false, false)
                : new Screen(columns, System.getenv("NO_COLOR") == null, true);
    }
}
