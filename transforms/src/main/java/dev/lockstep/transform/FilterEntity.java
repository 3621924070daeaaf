package dev.lockstep.transform;

import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangeTransform;
import dev.lockstep.transform.change.EntityPatterns;
import dev.lockstep.transform.change.Tombstones;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Keeps or drops events by their table. Events without one (logical messages) are left alone, and a
 * tombstone goes the way of its delete.
 *
 * @param <R> the record type of the connector
 */
public final class FilterEntity<R extends ConnectRecord<R>> extends ChangeTransform<R> {

    static final String INCLUDE = "entity.include.list";
    static final String EXCLUDE = "entity.exclude.list";

    private static final String GROUP = "Entities";

    private final Tombstones tombstones = new Tombstones();
    private EntityPatterns included;
    private EntityPatterns excluded;

    @Override
    protected ConfigDef definition() {
        return new ConfigDef()
                .define(
                        INCLUDE,
                        Type.LIST,
                        List.of(),
                        EntityPatterns.VALIDATOR,
                        Importance.HIGH,
                        "Names the tables whose events are kept, as table, schema.table or"
                                + " database.schema.table; empty keeps all.",
                        GROUP,
                        1,
                        Width.LONG,
                        "Tables to keep")
                .define(
                        EXCLUDE,
                        Type.LIST,
                        List.of(),
                        EntityPatterns.VALIDATOR,
                        Importance.HIGH,
                        "Names the tables whose events are dropped, even if they are included.",
                        GROUP,
                        2,
                        Width.LONG,
                        "Tables to drop");
    }

    @Override
    protected void configure(AbstractConfig options) {
        included = EntityPatterns.of(options.getList(INCLUDE));
        excluded = EntityPatterns.of(options.getList(EXCLUDE));
    }

    @Override
    protected R apply(R record, Change change) {
        boolean keep = keeps(change);
        if (change.operation() == Operation.DELETE) {
            tombstones.afterDelete(record, !keep);
        }
        return keep ? record : null;
    }

    private boolean keeps(Change change) {
        String table = change.table();
        if (table == null || table.isEmpty()) {
            return true;
        }
        return (included.isEmpty() || included.match(change)) && !excluded.match(change);
    }

    @Override
    protected R applyToTombstone(R record) {
        return tombstones.follows(record) ? null : record;
    }
}
