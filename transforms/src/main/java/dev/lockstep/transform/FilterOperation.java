package dev.lockstep.transform;

import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangeTransform;
import dev.lockstep.transform.change.Operations;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Keeps or drops events by what was done to the row. Tombstones are kept if deletes are, whichever
 * delete they follow, so nothing has to be remembered.
 *
 * @param <R> the record type of the connector
 */
public final class FilterOperation<R extends ConnectRecord<R>> extends ChangeTransform<R> {

    static final String INCLUDE = "operation.include.list";
    static final String EXCLUDE = "operation.exclude.list";

    private static final String GROUP = "Operations";

    private Set<Operation> kept = EnumSet.allOf(Operation.class);

    @Override
    protected ConfigDef definition() {
        return new ConfigDef()
                .define(
                        INCLUDE,
                        Type.LIST,
                        List.of(),
                        Operations.VALIDATOR,
                        Importance.HIGH,
                        "Names the operations whose events are kept; empty keeps all.",
                        GROUP,
                        1,
                        Width.LONG,
                        "Operations to keep")
                .define(
                        EXCLUDE,
                        Type.LIST,
                        List.of(),
                        Operations.VALIDATOR,
                        Importance.HIGH,
                        "Names the operations whose events are dropped, even if they are included.",
                        GROUP,
                        2,
                        Width.LONG,
                        "Operations to drop");
    }

    @Override
    protected void configure(AbstractConfig options) {
        Set<Operation> included = Operations.of(options.getList(INCLUDE));
        kept = included.isEmpty() ? EnumSet.allOf(Operation.class) : included;
        kept.removeAll(Operations.of(options.getList(EXCLUDE)));
    }

    @Override
    protected R apply(R record, Change change) {
        return kept.contains(change.operation()) ? record : null;
    }

    @Override
    protected R applyToTombstone(R record) {
        return kept.contains(Operation.DELETE) ? record : null;
    }
}
