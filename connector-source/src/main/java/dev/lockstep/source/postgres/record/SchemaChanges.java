package dev.lockstep.source.postgres.record;

import dev.lockstep.event.TableDefinitionSchema;
import dev.lockstep.event.TableKeySchema;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.record.TableRegistry.Entry;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /** The table of the latest rows that a snapshot has read. */
    private Relation latestRead;

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
            define(relation, table.plan());
        }
    }

    /** A snapshot has read rows of a table that is so; the log need not have defined it. */
    void read(Relation relation, TablePlan plan) {
        if (told && !relation.equals(latestRead)) {
            define(relation, plan);
            latestRead = relation;
        }
    }

    private void define(Relation relation, TablePlan plan) {
        TableDefinition former = known.get(relation.oid());
        TableDefinition definition = planner.describe(relation, plan).filledFrom(former);
        if (definition.equals(former)) {
            pending.remove(relation.oid());
        } else {
            pending.put(relation.oid(), definition);
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
        return definition.value(
                formerName(definition, former),
                place.stamp().transaction.commitLsn(),
                place.ordinal(),
                place.lsn(),
                place.stamp().tsMs);
    }

    private static String formerName(TableDefinition definition, TableDefinition former) {
        boolean renamed =
                former != null
                        && !(former.schema().equals(definition.schema())
                                && former.table().equals(definition.table()));
        return renamed ? former.schema() + "." + former.table() : null;
    }
}
