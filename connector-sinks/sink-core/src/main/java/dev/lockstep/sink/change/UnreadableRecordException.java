package dev.lockstep.sink.change;

import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** A record that is no change. The message names what is wrong, never a value. */
public final class UnreadableRecordException extends DataException {

    private static final long serialVersionUID = 1;

    UnreadableRecordException(SinkRecord record, String cause, String remedy) {
        super("Cannot read a change (" + Origin.describe(record) + "): " + cause + ". " + remedy);
    }
}
