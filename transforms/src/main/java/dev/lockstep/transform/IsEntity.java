package dev.lockstep.transform;

import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangePredicate;
import dev.lockstep.transform.change.EntityPatterns;
import dev.lockstep.transform.change.Tombstones;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Matches events by their table. A tombstone matches if its delete did, and an event without a
 * table never does.
 *
 * @param <R> the record type of the connector
 */
public final class IsEntity<R extends ConnectRecord<R>> extends ChangePredicate<R> {

    static final String ENTITIES = "entities";

    private final Tombstones tombstones = new Tombstones();
    private EntityPatterns entities;

    @Override
    protected ConfigDef definition() {
        return new ConfigDef()
                .define(
                        ENTITIES,
                        Type.LIST,
                        ConfigDef.NO_DEFAULT_VALUE,
                        EntityPatterns.AT_LEAST_ONE,
                        Importance.HIGH,
                        "Names the tables whose events match, as table, schema.table or"
                                + " database.schema.table.",
                        "Entities",
                        1,
                        Width.LONG,
                        "Tables");
    }

    @Override
    protected void configure(AbstractConfig options) {
        entities = EntityPatterns.of(options.getList(ENTITIES));
    }

    @Override
    protected boolean test(R record, Change change) {
        boolean matches = entities.match(change);
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
