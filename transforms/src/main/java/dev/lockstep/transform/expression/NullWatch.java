package dev.lockstep.transform.expression;

/** Whether an evaluation has met a null, which no operator but equality takes. */
final class NullWatch {

    private boolean met;

    void met() {
        met = true;
    }

    boolean hasMet() {
        return met;
    }
}
