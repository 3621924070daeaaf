package dev.lockstep.transform.change;

import dev.lockstep.event.BuildVersion;
import dev.lockstep.transform.document.DocumentException;
import java.util.Map;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * What transforms and predicates of change events have in common: telling events, tombstones and
 * other records apart, the option for the others, and the errors.
 *
 * @param <R> the record type of the connector
 * @param <T> what comes of a record
 */
public abstract sealed class ChangeStep<R extends ConnectRecord<R>, T>
        implements Configurable, Versioned permits ChangeTransform, ChangePredicate {

    private final ChangeReader reader = new ChangeReader();
    private final String action;
    private boolean failOnOthers;

    /**
     * @param verb what the step does to records, for errors
     */
    ChangeStep(String verb) {
        this.action = verb + " " + getClass().getSimpleName();
    }

    /** The options of the subclass; {@link ChangeOptions} adds the shared ones. */
    protected abstract ConfigDef definition();

    /** Takes the validated options of {@link #definition()}. */
    protected abstract void configure(AbstractConfig options);

    /** What comes of a record whose value is the change. */
    abstract T ofChange(R record, Change change);

    /** What comes of a record without a value. */
    abstract T ofTombstone(R record);

    /** What comes of a record with any other value, if that is no error. */
    abstract T ofOther(R record);

    /** The options, as Connect asks for them. */
    public final ConfigDef config() {
        return ChangeOptions.withNonChangeEvents(definition());
    }

    @Override
    public final void configure(Map<String, ?> properties) {
        AbstractConfig options = new AbstractConfig(config(), properties, false);
        failOnOthers = Unexpected.fails(options, ChangeOptions.ON_NON_CHANGE_EVENT);
        configure(options);
    }

    final T take(R record) {
        Object value = record.value();
        if (value == null) {
            return ofTombstone(record);
        }
        Change change = reader.read(value);
        if (change != null) {
            try {
                return ofChange(record, change);
            } catch (DocumentException e) {
                throw Unexpected.brokenDocument(action, record, e);
            }
        }
        if (failOnOthers) {
            throw Unexpected.nonChangeEvent(action, record);
        }
        return ofOther(record);
    }

    @Override
    public String version() {
        return BuildVersion.current();
    }

    /** Nothing is held open. */
    public void close() {}

    /**
     * An error about a record, to be thrown.
     *
     * @param cause why, with the option or field but without any value
     * @param remedy what to do, as a sentence
     */
    protected final TransformException failure(R record, String cause, String remedy) {
        return TransformException.of(action, record, cause, remedy);
    }
}
