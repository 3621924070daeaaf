package dev.lockstep.json;

/** A text that is not JSON, or more than is taken. Says where, and nothing of the text. */
public final class MalformedJsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedJsonException(String reason, long place) {
        super(reason + " at character " + place);
    }
}
