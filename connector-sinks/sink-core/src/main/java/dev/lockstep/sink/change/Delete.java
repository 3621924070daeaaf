package dev.lockstep.sink.change;

import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A row that is gone.
 *
 * @param before the row as it was, as far as the record tells it; null where it does not, and where
 *     the decoder was not asked for it
 */
public record Delete(
        SinkRecord record, Place place, SourceTable table, RowImage row, RowImage before)
        implements RowChange {

    /** A row of which only the key is known. */
    public Delete(SinkRecord record, Place place, SourceTable table, RowImage row) {
        this(record, place, table, row, null);
    }

    /** The same at another place. */
    public Delete at(Place known) {
        return new Delete(record, known, table, row, before);
    }
}
