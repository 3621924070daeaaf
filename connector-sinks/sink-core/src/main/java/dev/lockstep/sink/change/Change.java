package dev.lockstep.sink.change;

import org.apache.kafka.connect.sink.SinkRecord;

/** What one record asks of a target. Immutable, but for the values in it that Connect made. */
public sealed interface Change permits RowChange, Truncate, Nothing {

    /** The record that asks for it: what is reported when it cannot be done. */
    SinkRecord record();

    /** Where it stands in the order of its source. */
    Place place();

    /**
     * What newer changes of a row have more of: its position in the source's commit order or, where
     * the record does not tell, its offset in Kafka, which counts within one topic partition only.
     */
    default long version() {
        long position = place().position();
        return position < 0 ? Origin.offset(record()) : position;
    }
}
