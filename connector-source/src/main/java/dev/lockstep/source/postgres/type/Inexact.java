package dev.lockstep.source.postgres.type;

/**
 * A value that its Connect schema cannot carry exactly.
 *
 * @param nearest what the field gets; never null in a column that is not optional
 * @param text the value as the server wrote it
 */
public record Inexact(Object nearest, String text) {

    /** Never the value: this may end in a log. */
    @Override
    public String toString() {
        return "Inexact[]";
    }
}
