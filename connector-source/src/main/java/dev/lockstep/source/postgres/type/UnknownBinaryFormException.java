package dev.lockstep.source.postgres.type;

/**
 * A value came in the binary form of its type, which is not known here. Nothing is wrong with the
 * value: it is to be had as text, which the stream has to be asked for.
 */
public final class UnknownBinaryFormException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param column names the column with its table
     * @param type names its type
     */
    public UnknownBinaryFormException(String column, String type) {
        super("the binary form of column " + column + " (type " + type + ") is not known");
    }
}
