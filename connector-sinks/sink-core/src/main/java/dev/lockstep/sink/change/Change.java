package dev.lockstep.sink.change;

import org.apache.kafka.connect.sink.SinkRecord;

/** What one record asks of a target. Immutable, but for the values in it that Connect made. */
public sealed interface Change permits RowChange, Truncate, Nothing {

    /** The record that asks for it: what is reported when it cannot be done. */
    SinkRecord record();

    /** Where it stands in the order of its source. */
    Place place();
}
