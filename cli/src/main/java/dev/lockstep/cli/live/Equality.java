package dev.lockstep.cli.live;

/**
 * What the latest comparison of a target with the source, row by row, has found.
 *
 * @param differences rows that differ although the target is past them
 * @param waiting rows that the target may only not have yet
 * @param place where in the source's log they were compared
 * @param failure why there is none; else null
 */
public record Equality(
        long sourceRows,
        long targetRows,
        long differences,
        long waiting,
        String place,
        String failure) {

    /** A comparison that could not be made. */
    public static Equality failed(String why) {
        return new Equality(0, 0, 0, 0, "", why);
    }

    /** In words, as what follows a target's name. */
    String words() {
        if (failure != null) {
            return "cannot be compared: " + failure;
        }
        if (differences > 0) {
            return "DIFFERS in " + rows(differences);
        }
        return waiting > 0 ? "waits for " + rows(waiting) : "= source";
    }

    boolean isEqual() {
        return failure == null && differences == 0 && waiting == 0;
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }
}
