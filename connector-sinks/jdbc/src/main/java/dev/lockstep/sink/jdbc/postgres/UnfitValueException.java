package dev.lockstep.sink.jdbc.postgres;

/** A value that cannot be in its column. The reason does not tell the value. */
final class UnfitValueException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnfitValueException(String reason) {
        super(reason, null, false, false);
    }
}
