package dev.lockstep.source.postgres.record;

import dev.lockstep.event.Operation;
import dev.lockstep.event.Position;
import dev.lockstep.event.SourceSchema;
import dev.lockstep.source.postgres.config.EventOptions;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Delete;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Insert;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Truncate;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Update;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.record.TableRegistry.Entry;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The records of changed rows and emptied tables. Whatever may fail is done before the change is
 * held, so that a failure leaves no half of it. Used by the task thread only.
 */
final class RowRecords {

    /** The mark of rows that an ad hoc snapshot has read. */
    static final String INCREMENTAL = "incremental";

    private static final String OLD_KEY_HEADER = "__debezium.oldkey";
    private static final String NEW_KEY_HEADER = "__debezium.newkey";

    private final TableRegistry tables;
    private final EventBuilder events;
    private final LogPlace place;
    private final TransactionEvents transactions;
    private final HeldChange held;
    private final boolean tombstones;
    private final boolean inserts;
    private final boolean updates;
    private final boolean deletes;
    private final boolean truncates;

    RowRecords(
            EventOptions options,
            TableRegistry tables,
            EventBuilder events,
            LogPlace place,
            TransactionEvents transactions,
            HeldChange held) {
        this.tables = tables;
        this.events = events;
        this.place = place;
        this.transactions = transactions;
        this.held = held;
        this.tombstones = options.tombstones();
        this.inserts = options.captures(Operation.INSERT);
        this.updates = options.captures(Operation.UPDATE);
        this.deletes = options.captures(Operation.DELETE);
        this.truncates = options.captures(Operation.TRUNCATE);
    }

    void insert(Insert insert, List<SourceRecord> out) {
        Entry table = tables.entry(insert.relationOid());
        place.event();
        if (!inserts || !table.captured()) {
            return;
        }
        Struct block = block(table.plan());
        if (place.isSeen()) {
            return;
        }
        TablePlan plan = table.plan();
        Struct key = plan.keyOfNew(insert.after(), null);
        Struct source = source(plan);
        Struct value = events.inserted(plan, source, insert.after(), null);
        in(block, plan, value);
        held.hold(source, place.offset(), out);
        addLast(plan, key, value, null);
    }

    void update(Update update, List<SourceRecord> out) {
        Entry table = tables.entry(update.relationOid());
        Tuple old = update.old() != null ? update.old() : update.key();
        TablePlan plan = table.plan();
        if (old != null && plan.keyChanged(old, update.after())) {
            changeKey(old, update.after(), table, out);
            return;
        }
        place.event();
        if (!updates || !table.captured()) {
            return;
        }
        Struct block = block(plan);
        if (place.isSeen()) {
            return;
        }
        Struct key = plan.keyOfNew(update.after(), old);
        Struct source = source(plan);
        Struct value = events.updated(plan, source, old, update.old() != null, update.after());
        in(block, plan, value);
        held.hold(source, place.offset(), out);
        addLast(plan, key, value, null);
    }

    /** The row leaves its old key and appears under the new one, as in Debezium. */
    private void changeKey(Tuple old, Tuple after, Entry table, List<SourceRecord> out) {
        TablePlan plan = table.plan();
        place.event();
        long ordinal = place.ordinal();
        place.event();
        if (!updates || !table.captured()) {
            return;
        }
        Struct deleteBlock = block(plan);
        Struct block = block(plan);
        if (place.isSeen()) {
            return;
        }
        Struct oldKey = plan.keyOfOld(old);
        Struct newKey = plan.keyOfNew(after, old);
        Struct deleteSource = events.source(place.stamp(), place.lsn(), ordinal, plan);
        Struct deleted = events.deleted(plan, deleteSource, old);
        Struct source = source(plan);
        Struct inserted = events.inserted(plan, source, after, old);
        in(deleteBlock, plan, deleted);
        in(block, plan, inserted);

        held.hold(source, place.offset(), out);
        Schema keySchema = plan.keySchema();
        ConnectHeaders headers = new ConnectHeaders();
        headers.add(NEW_KEY_HEADER, newKey, keySchema);
        held.add(plan.route(), keySchema, oldKey, plan.events().value(), deleted, headers);
        if (tombstones) {
            ConnectHeaders both = placed(headers.duplicate(), deleteSource);
            held.add(plan.route(), keySchema, oldKey, null, null, both);
        }
        headers = new ConnectHeaders();
        headers.add(OLD_KEY_HEADER, oldKey, keySchema);
        addLast(plan, newKey, inserted, headers);
    }

    void delete(Delete delete, List<SourceRecord> out) {
        Entry table = tables.entry(delete.relationOid());
        place.event();
        if (!deletes || !table.captured()) {
            return;
        }
        Struct block = block(table.plan());
        if (place.isSeen()) {
            return;
        }
        TablePlan plan = table.plan();
        Tuple old = delete.old() != null ? delete.old() : delete.key();
        Struct key = plan.keyOfOld(old);
        Struct source = source(plan);
        Struct value = events.deleted(plan, source, old);
        in(block, plan, value);
        held.hold(source, place.offset(), out);
        if (tombstones && key != null) {
            held.add(plan.route(), plan.keySchema(), key, plan.events().value(), value, null);
            ConnectHeaders headers = placed(new ConnectHeaders(), source);
            held.addLast(plan.route(), plan.keySchema(), key, null, null, headers);
        } else {
            addLast(plan, key, value, null);
        }
    }

    /**
     * With the place of the delete, which a tombstone has nothing else to tell: a reader that
     * begins right at it has not seen the delete, and the row may be back by then.
     */
    private static ConnectHeaders placed(ConnectHeaders headers, Struct source) {
        headers.addLong(Position.HEADER, (Long) source.get(SourceSchema.POSITION));
        return headers;
    }

    void truncate(Truncate truncate, List<SourceRecord> out) {
        List<TablePlan> plans = new ArrayList<>();
        List<Struct> sources = new ArrayList<>();
        List<Struct> values = new ArrayList<>();
        for (int oid : truncate.relationOids()) {
            Entry table = tables.entry(oid);
            place.event();
            if (truncates && table.captured()) {
                TablePlan plan = table.plan();
                Struct source = source(plan);
                Struct value = events.truncated(plan, source);
                in(block(plan), plan, value);
                plans.add(plan);
                sources.add(source);
                values.add(value);
            }
        }
        int last = plans.size() - 1;
        if (last < 0 || place.isSeen()) {
            return;
        }
        held.hold(sources.get(last), place.offset(), out);
        for (int i = 0; i <= last; i++) {
            TablePlan plan = plans.get(i);
            Struct value = values.get(i);
            if (i < last) {
                held.add(plan.route(), null, null, plan.events().value(), value, null);
            } else {
                addLast(plan, null, value, null);
            }
        }
    }

    /** A row that an ad hoc snapshot has read, as an event of the transaction that is open. */
    void read(TablePlan plan, Tuple row, List<SourceRecord> out) {
        Struct key = plan.keyOfNew(row, null);
        Struct source = source(plan);
        source.put(SourceSchema.SNAPSHOT, INCREMENTAL);
        Struct value = events.read(plan, source, row);
        held.hold(source, place.offset(), out);
        addLast(plan, key, value, null);
    }

    private Struct source(TablePlan plan) {
        return events.source(place.stamp(), place.lsn(), place.ordinal(), plan);
    }

    private Struct block(TablePlan plan) {
        return transactions.event(plan.label(), place.isSeen());
    }

    private static void in(Struct block, TablePlan plan, Struct value) {
        if (block != null) {
            value.put(plan.events().transaction(), block);
        }
    }

    private void addLast(TablePlan plan, Struct key, Struct value, ConnectHeaders headers) {
        held.addLast(plan.route(), plan.keySchema(), key, plan.events().value(), value, headers);
    }
}
