package dev.lockstep.source.postgres.reselect;

import dev.lockstep.source.postgres.config.StreamingOptions;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Delete;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Insert;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Update;
import dev.lockstep.source.postgres.pgoutput.RelationColumn;
import dev.lockstep.source.postgres.pgoutput.ReplicaIdentity;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.pgoutput.Tuple.Kind;
import dev.lockstep.source.postgres.stream.LogEntry;
import dev.lockstep.source.postgres.stream.LogEntry.Change;
import dev.lockstep.source.postgres.stream.LogEntry.Commit;
import dev.lockstep.source.postgres.stream.LogEntry.Definition;
import dev.lockstep.source.postgres.type.RawText;
import dev.lockstep.source.postgres.type.UnknownBinaryFormException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fills in the values that updates lack. From the first such update on, it keeps the entries of the
 * transaction back until the commit, within bounds; only then is it known which change of a row was
 * the last one in it, and only of that one can the table still have the version. Used by the task
 * thread only.
 */
public final class Reselection implements AutoCloseable {

    private final CurrentRows rows;
    private final int maxEntries;
    private final long maxBytes;
    private final Map<Integer, Relation> relations = new HashMap<>();

    /** Of one transaction. */
    private final List<LogEntry> held = new ArrayList<>();

    private long heldBytes;

    /** The rest of the transaction goes on as it is. */
    private boolean tooLarge;

    public Reselection(CurrentRows rows, StreamingOptions limits) {
        this.rows = rows;
        this.maxEntries = limits.maxQueueSize();
        this.maxBytes = limits.maxQueueBytes();
    }

    /** Replaces the entries by those that may go on now. */
    public void pass(List<LogEntry> batch) {
        List<LogEntry> passed = new ArrayList<>(batch.size() + held.size());
        for (LogEntry entry : batch) {
            accept(entry, passed);
        }
        batch.clear();
        batch.addAll(passed);
    }

    private void accept(LogEntry entry, List<LogEntry> passed) {
        if (entry instanceof Definition definition) {
            relations.put(definition.relation().oid(), definition.relation());
            rows.define(definition.relation());
        }
        if (held.isEmpty() && (tooLarge || !lacksValues(entry))) {
            passed.add(entry);
            tooLarge &= !(entry instanceof Commit);
            return;
        }
        held.add(entry);
        heldBytes += entry.bytes();
        if (entry instanceof Commit) {
            fill();
            release(passed);
        } else if (held.size() >= maxEntries || heldBytes > maxBytes) {
            release(passed);
            tooLarge = true;
        }
    }

    private void release(List<LogEntry> passed) {
        passed.addAll(held);
        held.clear();
        heldBytes = 0;
    }

    private boolean lacksValues(LogEntry entry) {
        if (entry instanceof Change change && change.message() instanceof Update update) {
            return update.old() == null && hasUnchanged(update.after());
        }
        return false;
    }

    private static boolean hasUnchanged(Tuple row) {
        for (int i = 0; i < row.size(); i++) {
            if (row.kind(i) == Kind.UNCHANGED) {
                return true;
            }
        }
        return false;
    }

    private void fill() {
        Map<RowKey, Integer> latest = new HashMap<>();
        List<RowKey> keys = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            RowKey key = held.get(i) instanceof Change change ? key(change) : null;
            keys.add(key);
            if (key != null) {
                latest.put(key, i);
            }
        }
        for (int i = 0; i < held.size(); i++) {
            RowKey key = keys.get(i);
            if (lacksValues(held.get(i))
                    && key.values() != null
                    && latest.get(key) == i
                    && latest.getOrDefault(key.unknown(), -1) < i) {
                held.set(i, filled((Change) held.get(i), key));
            }
        }
    }

    private LogEntry filled(Change change, RowKey key) {
        Update update = (Update) change.message();
        Relation relation = relations.get(update.relationOid());
        Tuple row = rows.read(relation, change.transaction(), key.values(), update.after());
        return row == null
                ? change
                : new Change(
                        change.transaction(),
                        change.lsn(),
                        new Update(
                                update.relationOid(),
                                update.key(),
                                null,
                                update.after().filledFrom(row)),
                        change.bytes());
    }

    /**
     * A row.
     *
     * @param values of its identity, as text; null for a row that the log does not tell by it
     */
    private record RowKey(int relationOid, List<String> values) {

        /** Any row of the table. */
        RowKey unknown() {
            return new RowKey(relationOid, null);
        }
    }

    /** The row that a change leaves or removes; null for changes of something else. */
    private RowKey key(Change change) {
        if (change.message() instanceof Insert insert) {
            return key(insert.relationOid(), insert.after());
        }
        if (change.message() instanceof Update update) {
            return key(update.relationOid(), update.after());
        }
        if (change.message() instanceof Delete delete) {
            return key(delete.relationOid(), delete.old() != null ? delete.old() : delete.key());
        }
        return null;
    }

    private RowKey key(int relationOid, Tuple row) {
        Relation relation = relations.get(relationOid);
        RowKey unknown = new RowKey(relationOid, null);
        if (relation == null
                || relation.columns().size() != row.size()
                || relation.replicaIdentity() == ReplicaIdentity.FULL) {
            return unknown;
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            if (relation.columns().get(i).key()) {
                String value = text(relation, row, i);
                if (value == null) {
                    return unknown;
                }
                values.add(value);
            }
        }
        return values.isEmpty() ? unknown : new RowKey(relationOid, values);
    }

    /** The text of a key's value, as its output function writes it; null where there is none. */
    private static String text(Relation relation, Tuple row, int column) {
        if (row.length(column) < 0) {
            return null;
        }
        RelationColumn described = relation.columns().get(column);
        RawText form =
                row.kind(column) == Kind.TEXT
                        ? RawText.OF_TEXT
                        : RawText.ofBinary(described.typeOid());
        if (form == null) {
            throw new UnknownBinaryFormException(
                    relation.schema() + "." + relation.table() + "." + described.name(),
                    "of its own");
        }
        return form.of(row.buffer(), row.offset(column), row.length(column));
    }

    @Override
    public void close() {
        rows.close();
    }
}
