package dev.lockstep.source.postgres.pgoutput;

/**
 * Bytes from the server that are not a message this decoder reads. Names the message, the place in
 * it and the broken rule, never a byte of a row or a name.
 */
public final class MalformedMessageException extends RuntimeException {

    private final String messageName;
    private final int offset;

    MalformedMessageException(
            String messageName, int offset, int length, String cause, String advice) {
        super(
                "Cannot decode "
                        + messageName
                        + " (offset "
                        + offset
                        + " of "
                        + length
                        + "): "
                        + cause
                        + ". "
                        + advice);
        this.messageName = messageName;
        this.offset = offset;
    }

    /** The message as the PostgreSQL documentation calls it, such as {@code pgoutput Update}. */
    public String messageName() {
        return messageName;
    }

    /** Where decoding stopped, counted from the first byte of the message: 0 to its length. */
    public int offset() {
        return offset;
    }
}
