package dev.lockstep.sink.change;

import dev.lockstep.event.Operation;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A row as it is after an insert or an update, or as a snapshot read it. Without a key it can only
 * be inserted.
 *
 * @param operation {@code INSERT}, {@code UPDATE} or {@code READ}; rows of unknown origin count as
 *     {@code UPDATE}, or as {@code INSERT} when they have no key
 */
public record Upsert(
        SinkRecord record, Place place, SourceTable table, Operation operation, RowImage row)
        implements RowChange {}
