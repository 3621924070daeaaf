package dev.lockstep.sink.change;

import org.apache.kafka.connect.sink.SinkRecord;

/** All rows of a table are gone. */
public record Truncate(SinkRecord record, Place place, SourceTable table) implements Change {}
