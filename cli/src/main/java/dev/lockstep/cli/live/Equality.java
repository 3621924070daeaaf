package dev.lockstep.cli.live;

/**
 * What the latest comparison of a target with the source, row by row, has found.
 *
 * @param failure why there is none; else null
 * @param place where in the source's log they were compared
 */
public record Equality(
        long sourceRows, long targetRows, long differences, String place, String failure) {

    /** In words, as what follows a target's name. */
    String words() {
        if (failure != null) {
            return "cannot be compared: " + failure;
        }
        return differences == 0
                ? "= source at " + place
                : "differs in " + differences + (differences == 1 ? " row" : " rows");
    }

    boolean isEqual() {
        return failure == null && differences == 0;
    }
}
