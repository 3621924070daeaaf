package dev.lockstep.source.postgres.type;

import org.apache.kafka.connect.errors.DataException;

/** The text of a value is not of its column's type. Names the type, never the value. */
public final class UnreadableValueException extends DataException {

    private static final long serialVersionUID = 1L;

    UnreadableValueException(String typeName) {
        super(
                "Cannot read a value of type "
                        + typeName
                        + ": its text has another form. Check that the replication session keeps"
                        + " DateStyle ISO, IntervalStyle postgres and bytea_output hex.");
    }
}
