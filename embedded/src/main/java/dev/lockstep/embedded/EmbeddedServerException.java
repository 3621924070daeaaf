package dev.lockstep.embedded;

/** An embedded server could not do what it was asked; the message says why, with its last log. */
public final class EmbeddedServerException extends RuntimeException {

    EmbeddedServerException(String message) {
        super(message);
    }

    EmbeddedServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
