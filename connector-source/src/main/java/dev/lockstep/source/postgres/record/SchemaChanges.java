package dev.lockstep.source.postgres.record;

import dev.lockstep.event.Position;
import dev.lockstep.event.TableDefinitionSchema;
import dev.lockstep.event.TableKeySchema;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.record.TableDefinition.ColumnDefinition;
import dev.lockstep.source.postgres.record.TableRegistry.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/**
 * Tells a topic of its own how a captured table is defined, right before the first event of that
 * version. Does nothing unless it is asked for. Used by the task thread only.
 */
final class SchemaChanges {

    private final boolean told;
    private final Route route;
    private final TablePlanner planner;
    private final LogPlace place;

    /** What was told last, by table OID. */
    private final Map<Integer, TableDefinition> known = new HashMap<>();

    /** What is to be told with the next event, by table OID. */
    private final Map<Integer, TableDefinition> pending = new LinkedHashMap<>();

    /**
     * @param route null for none
     */
    SchemaChanges(Route route, TablePlanner planner, LogPlace place) {
        this.told = route != null;
        this.route = route;
        this.planner = planner;
        this.place = place;
    }

    /** The log has defined a table. */
    void define(Relation relation, Entry table) {
        if (told && table.captured()) {
            TableDefinition former = known.get(relation.oid());
            TableDefinition definition =
                    planner.describe(relation, table.plan()).filledFrom(former);
            if (definition.equals(former)) {
                pending.remove(relation.oid());
            } else {
                pending.put(relation.oid(), definition);
            }
        }
    }

    /** Tells what has changed before the first event that shows it. */
    void announce(HeldChange held) {
        if (pending.isEmpty()) {
            return;
        }
        pending.forEach(
                (oid, definition) -> {
                    TableDefinition former = known.put(oid, definition);
                    held.announce(
                            route,
                            TableKeySchema.SCHEMA,
                            TableKeySchema.key(definition.schema(), definition.table()),
                            TableDefinitionSchema.SCHEMA,
                            value(definition, former));
                });
        pending.clear();
    }

    private Struct value(TableDefinition definition, TableDefinition former) {
        long commitLsn = place.stamp().transaction.commitLsn();
        Struct value = new Struct(TableDefinitionSchema.SCHEMA);
        value.put(TableDefinitionSchema.SCHEMA_NAME, definition.schema());
        value.put(TableDefinitionSchema.TABLE, definition.table());
        value.put(TableDefinitionSchema.EVENT_TOPIC, definition.topic());
        value.put(TableDefinitionSchema.VERSION, Position.pack(commitLsn, place.ordinal()));
        value.put(TableDefinitionSchema.FINGERPRINT, definition.fingerprint());
        value.put(TableDefinitionSchema.RENAMED_FROM, formerName(definition, former));
        value.put(TableDefinitionSchema.REPLICA_IDENTITY, definition.replicaIdentity());
        value.put(TableDefinitionSchema.KEY, definition.key());
        value.put(TableDefinitionSchema.COLUMNS, columns(definition));
        value.put(TableDefinitionSchema.COMMIT_LSN, commitLsn);
        value.put(TableDefinitionSchema.LSN, place.lsn());
        value.put(TableDefinitionSchema.TS_MS, place.stamp().tsMs);
        return value;
    }

    private static String formerName(TableDefinition definition, TableDefinition former) {
        boolean renamed =
                former != null
                        && !(former.schema().equals(definition.schema())
                                && former.table().equals(definition.table()));
        return renamed ? former.schema() + "." + former.table() : null;
    }

    private static List<Struct> columns(TableDefinition definition) {
        List<Struct> columns = new ArrayList<>();
        for (ColumnDefinition column : definition.columns()) {
            Struct struct = new Struct(TableDefinitionSchema.COLUMN);
            int keyIndex = definition.key().indexOf(column.name());
            boolean modified = column.typeModifier() != -1;
            struct.put(TableDefinitionSchema.COLUMN_NAME, column.name());
            struct.put(TableDefinitionSchema.COLUMN_TYPE, column.type());
            struct.put(
                    TableDefinitionSchema.COLUMN_TYPE_OID,
                    Integer.toUnsignedLong(column.typeOid()));
            struct.put(
                    TableDefinitionSchema.COLUMN_TYPE_MODIFIER,
                    modified ? column.typeModifier() : null);
            struct.put(TableDefinitionSchema.COLUMN_NULLABLE, column.nullable());
            struct.put(
                    TableDefinitionSchema.COLUMN_KEY_POSITION, keyIndex < 0 ? null : keyIndex + 1);
            columns.add(struct);
        }
        return columns;
    }
}
