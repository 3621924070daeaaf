package dev.lockstep.source.postgres.record;

import org.apache.kafka.connect.errors.DataException;

/** A row cannot become an event, though the next one may. Names the column, never its value. */
final class UnreadableRowException extends DataException {

    private static final long serialVersionUID = 1L;

    UnreadableRowException(String message) {
        super(message);
    }
}
