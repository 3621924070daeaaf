package dev.lockstep.transform.change;

import dev.lockstep.transform.document.DocumentException;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * A predicate over change events: tells events, tombstones and other records apart, and leaves to
 * its subclass whether an event matches.
 *
 * @param <R> the record type of the connector
 */
public abstract class ChangePredicate<R extends ConnectRecord<R>>
        implements Predicate<R>, Versioned {

    private final ChangeReader reader = new ChangeReader();
    private boolean failOnOthers;

    /** The options of the subclass; {@link ChangeOptions} adds the shared ones. */
    protected abstract ConfigDef definition();

    /** Takes the validated options of {@link #definition()}. */
    protected abstract void configure(AbstractConfig options);

    /** Whether a record matches whose value is the change. */
    protected abstract boolean test(R record, Change change);

    /** Whether a record without a value matches. It does not unless overridden. */
    protected boolean testTombstone(R record) {
        return false;
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
    public final boolean test(R record) {
        Object value = record.value();
        if (value == null) {
            return testTombstone(record);
        }
        Change change = reader.read(value);
        if (change != null) {
            try {
                return test(record, change);
            } catch (DocumentException e) {
                throw Unexpected.brokenDocument(action(), record, e);
            }
        }
        if (failOnOthers) {
            throw Unexpected.nonChangeEvent(action(), record);
        }
        return false;
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
        return "test " + getClass().getSimpleName();
    }
}
