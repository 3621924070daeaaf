package dev.lockstep.sink.change;

import org.apache.kafka.connect.sink.SinkRecord;

/** A row that is gone. */
public record Delete(SinkRecord record, Place place, SourceTable table, RowImage row)
        implements RowChange {}
