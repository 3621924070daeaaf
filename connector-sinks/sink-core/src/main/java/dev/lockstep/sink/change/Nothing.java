package dev.lockstep.sink.change;

import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A record that changes nothing at the target: the tombstone that follows a delete, a logical
 * message, a heartbeat, a change that the configuration leaves out. It still counts for offsets and
 * for the ends of transactions.
 */
public record Nothing(SinkRecord record, Place place) implements Change {}
