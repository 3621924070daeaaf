package dev.lockstep.transform.expression;

/** Passes through CEL when an expression selects what is not there. */
final class MissingColumn extends RuntimeException {

    MissingColumn(String name) {
        super("there is no field " + name, null, false, false);
    }
}
