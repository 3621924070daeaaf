package dev.lockstep.source.postgres.type;

import org.apache.kafka.connect.errors.DataException;

/**
 * A value is not of its column's type. Names the type, never the value; whoever catches it knows
 * the column and says what to do.
 */
public final class UnreadableValueException extends DataException {

    private static final long serialVersionUID = 1L;

    UnreadableValueException(String typeName) {
        super("a value is not as the server writes type " + typeName);
    }
}
