package dev.lockstep.transform.change;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * A transform of change events: tells events, tombstones and other records apart, and leaves to its
 * subclass what to do with an event.
 *
 * @param <R> the record type of the connector
 */
public abstract non-sealed class ChangeTransform<R extends ConnectRecord<R>>
        extends ChangeStep<R, R> implements Transformation<R> {

    protected ChangeTransform() {
        super("apply");
    }

    /** What becomes of a record whose value is the change; null drops it. */
    protected abstract R apply(R record, Change change);

    /** What becomes of a record without a value; null drops it. Left alone unless overridden. */
    protected R applyToTombstone(R record) {
        return record;
    }

    @Override
    public final R apply(R record) {
        return take(record);
    }

    @Override
    final R ofChange(R record, Change change) {
        return apply(record, change);
    }

    @Override
    final R ofTombstone(R record) {
        return applyToTombstone(record);
    }

    @Override
    final R ofOther(R record) {
        return record;
    }

    /** The record with another value; its schema is that of the Struct, or none. */
    protected final R withValue(R record, Object value) {
        return withKeyAndValue(record, record.keySchema(), record.key(), schemaOf(value), value);
    }

    /** The record with another key and value, each a Struct, or without a schema. */
    protected final R withKeyAndValue(R record, Object key, Object value) {
        return withKeyAndValue(record, schemaOf(key), key, schemaOf(value), value);
    }

    /** The record with everything of its key and value given. */
    protected final R withKeyAndValue(
            R record, Schema keySchema, Object key, Schema valueSchema, Object value) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                keySchema,
                key,
                valueSchema,
                value,
                record.timestamp(),
                record.headers());
    }

    private static Schema schemaOf(Object value) {
        return value instanceof Struct struct ? struct.schema() : null;
    }
}
