package dev.lockstep.transform;

import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangeTransform;
import dev.lockstep.transform.change.Tombstones;
import dev.lockstep.transform.expression.Condition;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Keeps the events of which a CEL expression is true. A tombstone goes the way of its delete.
 *
 * @param <R> the record type of the connector
 */
public final class FilterExpression<R extends ConnectRecord<R>> extends ChangeTransform<R> {

    static final String KEEP = "keep";
    static final String DROP = "drop";

    private final Tombstones tombstones = new Tombstones();
    private Condition condition;

    @Override
    protected ConfigDef definition() {
        return Condition.definition(
                "Holds the expression in CEL that is true of the events to keep.", KEEP, DROP);
    }

    @Override
    protected void configure(AbstractConfig options) {
        condition = new Condition(options, "apply FilterExpression", KEEP);
    }

    @Override
    protected R apply(R record, Change change) {
        boolean keep = condition.test(record, change);
        if (change.operation() == Operation.DELETE) {
            tombstones.afterDelete(record, !keep);
        }
        return keep ? record : null;
    }

    @Override
    protected R applyToTombstone(R record) {
        return tombstones.follows(record) ? null : record;
    }
}
