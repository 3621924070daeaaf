package dev.lockstep.transform;

import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangePredicate;
import dev.lockstep.transform.change.Tombstones;
import dev.lockstep.transform.expression.Condition;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Matches the events of which a CEL expression is true, and the tombstones behind those of them
 * that are deletes.
 *
 * @param <R> the record type of the connector
 */
public final class MatchesExpression<R extends ConnectRecord<R>> extends ChangePredicate<R> {

    static final String MATCH = "match";
    static final String NO_MATCH = "no_match";

    private final Tombstones tombstones = new Tombstones();
    private Condition condition;

    @Override
    protected ConfigDef definition() {
        return Condition.definition(
                "Holds the expression in CEL that is true of the events to match.",
                MATCH,
                NO_MATCH);
    }

    @Override
    protected void configure(AbstractConfig options) {
        condition = new Condition(options, "test MatchesExpression", MATCH);
    }

    @Override
    protected boolean test(R record, Change change) {
        boolean matches = condition.test(record, change);
        if (change.operation() == Operation.DELETE) {
            tombstones.afterDelete(record, matches);
        }
        return matches;
    }

    @Override
    protected boolean testTombstone(R record) {
        return tombstones.follows(record);
    }
}
