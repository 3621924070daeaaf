package dev.lockstep.cli.live;

/**
 * What the latest comparison of a target with the source, row by row, has found.
 *
 * @param differences rows that differ although the target is past them
 * @param waiting rows that the target may only not have yet
 * @param more whether there may be more of both than were counted
 * @param place where in the source's log they were compared
 * @param failure why there is none; else null
 */
public record Equality(
        long sourceRows,
        long targetRows,
        long differences,
        long waiting,
        boolean more,
        String place,
        String failure) {

    /** A comparison that could not be made. */
    public static Equality failed(String why) {
        return new Equality(0, 0, 0, 0, false, "", why);
    }

    /** In words, as what follows a target's name. */
    String words() {
        if (failure != null) {
            return "cannot be compared: " + failure;
        }
        if (differences > 0) {
            return "DIFFERS in " + rows(differences) + andMore();
        }
        if (waiting > 0) {
            return "waits for " + rows(waiting) + andMore();
        }
        return more ? "waits for many rows" : "= source";
    }

    boolean isEqual() {
        return failure == null && differences == 0 && waiting == 0 && !more;
    }

    private String andMore() {
        return more ? " and more" : "";
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }
}
