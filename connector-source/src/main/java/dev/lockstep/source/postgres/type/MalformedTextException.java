package dev.lockstep.source.postgres.type;

/** Inside this package: text that is not of its type's form. The reader adds the type's name. */
final class MalformedTextException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedTextException() {
        super(null, null, false, false);
    }
}
