package dev.lockstep.sink.redis.key;

/** A change does not tell a column that a key of its row is made of. */
public final class UntoldKeyException extends Exception {

    private static final long serialVersionUID = 1;

    UntoldKeyException(String message) {
        super(message, null, false, false);
    }
}
