package dev.lockstep.source.postgres.record;

import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.stream.LogEntry.Definition;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tables that the log has defined, by OID. Used by the task thread only. */
final class TableRegistry {

    /**
     * A table as it is now.
     *
     * @param captured whether its changes become events
     */
    record Entry(int oid, Relation relation, TablePlan plan, boolean captured) {}

    private static final Logger LOG = LoggerFactory.getLogger(TableRegistry.class);

    private final TablePlanner planner;
    private final Map<Integer, Entry> entries = new HashMap<>();

    /** The entry of the row before: rows of one table come in runs. */
    private Entry latest;

    /** The table of the latest snapshot whose definition is not that of the log. */
    private Entry read;

    TableRegistry(TablePlanner planner) {
        this.planner = planner;
    }

    /** Takes a definition, which holds until the next one for the same table. */
    Entry define(Definition definition) {
        Relation relation = definition.relation();
        Entry entry =
                new Entry(
                        relation.oid(),
                        relation,
                        planner.plan(relation, definition.transaction().xid()),
                        planner.captures(relation));
        if (entries.put(relation.oid(), entry) == null) {
            LOG.info(
                    "Table {}.{} is {}",
                    relation.schema(),
                    relation.table(),
                    entry.captured()
                            ? "captured into topic " + entry.plan().route().topic()
                            : "published but not captured: the include and exclude lists leave it"
                                    + " out");
        }
        latest = null;
        return entry;
    }

    /** The plan of a table as a snapshot has found it; the log need not have defined it so. */
    TablePlan plan(Relation relation) {
        Entry defined = entries.get(relation.oid());
        if (defined != null && defined.relation.equals(relation)) {
            return defined.plan;
        }
        if (read == null || !read.relation.equals(relation)) {
            read = new Entry(relation.oid(), relation, planner.plan(relation), true);
        }
        return read.plan;
    }

    Entry entry(int oid) {
        Entry entry = latest;
        if (entry == null || entry.oid != oid) {
            entry = entries.get(oid);
            if (entry == null) {
                throw new DataException(
                        "Cannot read a change (relation "
                                + Integer.toUnsignedString(oid)
                                + "): the log has not defined its table. Restart the task; if it"
                                + " happens again, report it with the server's version.");
            }
            latest = entry;
        }
        return entry;
    }
}
