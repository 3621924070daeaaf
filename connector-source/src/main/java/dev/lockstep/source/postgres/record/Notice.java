package dev.lockstep.source.postgres.record;

import org.apache.kafka.connect.data.Struct;

/**
 * A record that tells of something besides the changes of the log: it moves no position on.
 *
 * @param key with its schema, as the value
 */
public record Notice(String topic, Struct key, Struct value) {}
