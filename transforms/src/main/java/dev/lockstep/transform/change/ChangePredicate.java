package dev.lockstep.transform.change;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * A predicate over change events: tells events, tombstones and other records apart, and leaves to
 * its subclass whether an event matches.
 *
 * @param <R> the record type of the connector
 */
public abstract non-sealed class ChangePredicate<R extends ConnectRecord<R>>
        extends ChangeStep<R, Boolean> implements Predicate<R> {

    protected ChangePredicate() {
        super("test");
    }

    /** Whether a record matches whose value is the change. */
    protected abstract boolean test(R record, Change change);

    /** Whether a record without a value matches. It does not unless overridden. */
    protected boolean testTombstone(R record) {
        return false;
    }

    @Override
    public final boolean test(R record) {
        return take(record);
    }

    @Override
    final Boolean ofChange(R record, Change change) {
        return test(record, change);
    }

    @Override
    final Boolean ofTombstone(R record) {
        return testTombstone(record);
    }

    @Override
    final Boolean ofOther(R record) {
        return false;
    }
}
