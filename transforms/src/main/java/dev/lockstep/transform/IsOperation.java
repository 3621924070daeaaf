package dev.lockstep.transform;

import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangePredicate;
import dev.lockstep.transform.change.Operations;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Matches events by what was done to the row. A tombstone counts as a delete.
 *
 * @param <R> the record type of the connector
 */
public final class IsOperation<R extends ConnectRecord<R>> extends ChangePredicate<R> {

    static final String OPERATIONS = "operations";

    private Set<Operation> operations = Set.of();

    @Override
    protected ConfigDef definition() {
        return new ConfigDef()
                .define(
                        OPERATIONS,
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        Operations.AT_LEAST_ONE,
                        Importance.HIGH,
                        "Names the operations whose events match.",
                        "Operations",
                        1,
                        Width.LONG,
                        "Operations");
    }

    @Override
    protected void configure(AbstractConfig options) {
        operations = Operations.of(options.getList(OPERATIONS));
    }

    @Override
    protected boolean test(R record, Change change) {
        return operations.contains(change.operation());
    }

    @Override
    protected boolean testTombstone(R record) {
        return operations.contains(Operation.DELETE);
    }
}
