package dev.lockstep.sink.change;

import dev.lockstep.event.Operation;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A row as it is after an insert or an update, or as a snapshot read it. Without a key it can only
 * be inserted.
 *
 * @param operation {@code INSERT}, {@code UPDATE} or {@code READ}; rows of unknown origin count as
 *     {@code UPDATE}, or as {@code INSERT} when they have no key
 * @param movedFrom the key that the row had before, at which there is no row afterwards: what the
 *     record does not tell of the row is to be found there; null for none
 * @param before the row before the change, as far as the record tells it; null where it does not,
 *     and where the decoder was not asked for it
 */
public record Upsert(
        SinkRecord record,
        Place place,
        SourceTable table,
        Operation operation,
        RowImage row,
        RowImage movedFrom,
        RowImage before)
        implements RowChange {

    /** A row that has not come from another key. */
    public Upsert(
            SinkRecord record, Place place, SourceTable table, Operation operation, RowImage row) {
        this(record, place, table, operation, row, null, null);
    }

    /** The same row, which was at another key before. */
    public Upsert from(RowImage key) {
        return new Upsert(record, place, table, operation, row, key, before);
    }

    /** The same row, which was this before. */
    public Upsert after(RowImage old) {
        return new Upsert(record, place, table, operation, row, movedFrom, old);
    }
}
