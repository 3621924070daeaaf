package dev.lockstep.transform.change;

import dev.lockstep.transform.document.DocumentException;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
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
public abstract class ChangeTransform<R extends ConnectRecord<R>>
        implements Transformation<R>, Versioned {

    private final ChangeReader reader = new ChangeReader();
    private boolean failOnOthers;

    /** The options of the subclass; {@link ChangeOptions} adds the shared ones. */
    protected abstract ConfigDef definition();

    /** Takes the validated options of {@link #definition()}. */
    protected abstract void configure(AbstractConfig options);

    /** What becomes of a record whose value is the change; null drops it. */
    protected abstract R apply(R record, Change change);

    /** What becomes of a record without a value; null drops it. Left alone unless overridden. */
    protected R applyToTombstone(R record) {
        return record;
    }

    @Override
    public final ConfigDef config() {
        return ChangeOptions.withNonChangeEvents(definition());
    }

    @Override
    public final void configure(Map<String, ?> properties) {
        AbstractConfig options = new AbstractConfig(config(), properties, false);
        failOnOthers = Unexpected.fails(options, ChangeOptions.ON_NON_CHANGE_EVENT);
        configure(options);
    }

    @Override
    public final R apply(R record) {
        Object value = record.value();
        if (value == null) {
            return applyToTombstone(record);
        }
        Change change = reader.read(value);
        if (change != null) {
            try {
                return apply(record, change);
            } catch (DocumentException e) {
                throw Unexpected.brokenDocument(action(), record, e);
            }
        }
        if (failOnOthers) {
            throw Unexpected.nonChangeEvent(action(), record);
        }
        return record;
    }

    @Override
    public String version() {
        return Version.current();
    }

    @Override
    public void close() {}

    /**
     * An error about a record, to be thrown.
     *
     * @param cause why, with the option or field but without any value
     * @param remedy what to do, as a sentence
     */
    protected final TransformException failure(R record, String cause, String remedy) {
        return TransformException.of(action(), record, cause, remedy);
    }

    private String action() {
        return "apply " + getClass().getSimpleName();
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
