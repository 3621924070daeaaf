package dev.lockstep.source.postgres.record;

import dev.lockstep.event.FailedChangeSchema;
import dev.lockstep.event.Operation;
import dev.lockstep.event.SourceSchema;
import dev.lockstep.event.TableKeySchema;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Delete;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Insert;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Update;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands out a row that cannot become an event in full, with its place and the reason, in its turn
 * but to a topic of its own. Used by the task thread only.
 */
final class FailedRows {

    private static final Logger LOG = LoggerFactory.getLogger(FailedRows.class);

    private final Route route;
    private final TableRegistry tables;
    private final EventBuilder events;
    private final LogPlace place;
    private final HeldChange held;

    /** Tables whose failure has been logged: one line each, not one per row. */
    private final Set<String> logged = new HashSet<>();

    FailedRows(
            Route route,
            TableRegistry tables,
            EventBuilder events,
            LogPlace place,
            HeldChange held) {
        this.route = route;
        this.tables = tables;
        this.events = events;
        this.place = place;
        this.held = held;
    }

    /**
     * @param located says why, and where
     */
    void divert(PgOutputMessage message, String located, List<SourceRecord> out) {
        events.forget();
        if (message instanceof Insert insert) {
            divert(
                    plan(insert.relationOid()),
                    Operation.INSERT,
                    null,
                    insert.after(),
                    located,
                    out);
        } else if (message instanceof Update update) {
            Tuple old = update.old() != null ? update.old() : update.key();
            divert(plan(update.relationOid()), Operation.UPDATE, old, update.after(), located, out);
        } else if (message instanceof Delete delete) {
            Tuple old = delete.old() != null ? delete.old() : delete.key();
            divert(plan(delete.relationOid()), Operation.DELETE, old, null, located, out);
        }
    }

    /** The same for a row that an ad hoc snapshot has read. */
    void divertRead(TablePlan plan, Tuple row, String located, List<SourceRecord> out) {
        events.forget();
        divert(plan, Operation.READ, null, row, located, out);
    }

    private TablePlan plan(int oid) {
        return tables.entry(oid).plan();
    }

    private void divert(
            TablePlan plan,
            Operation operation,
            Tuple old,
            Tuple after,
            String located,
            List<SourceRecord> out) {
        Struct source = events.source(place.stamp(), place.lsn(), place.ordinal(), plan);
        if (operation == Operation.READ) {
            source.put(SourceSchema.SNAPSHOT, RowRecords.INCREMENTAL);
        }
        Struct value = value(operation, source, events.nowMs(), located);
        addRows(
                value,
                old == null ? null : plan.rawOld(old),
                after == null ? null : plan.rawNew(after));
        held.hold(source, place.offset(), out);
        Struct key = TableKeySchema.key(plan.schema(), plan.table());
        held.addLast(route, TableKeySchema.SCHEMA, key, FailedChangeSchema.SCHEMA, value, null);
        events.counts().addFailedRow();
        if (logged.add(plan.label())) {
            log(plan, route, located);
        }
    }

    /** What is said of a row that has failed besides the row. */
    static Struct value(Operation operation, Struct source, Long nowMs, String reason) {
        Struct value = new Struct(FailedChangeSchema.SCHEMA);
        value.put(FailedChangeSchema.SOURCE, source);
        value.put(FailedChangeSchema.OP, operation.code());
        value.put(FailedChangeSchema.TS_MS, nowMs);
        value.put(FailedChangeSchema.REASON, reason);
        return value;
    }

    /** Either may be null. */
    static void addRows(Struct value, RawRow old, RawRow after) {
        List<String> unavailable = new ArrayList<>();
        List<String> hex = new ArrayList<>();
        if (old != null) {
            value.put(FailedChangeSchema.BEFORE, old.texts());
            unavailable.addAll(old.unavailable());
            hex.addAll(old.hex());
        }
        if (after != null) {
            value.put(FailedChangeSchema.AFTER, after.texts());
            unavailable.addAll(after.unavailable());
            hex.addAll(after.hex());
        }
        value.put(
                FailedChangeSchema.UNAVAILABLE_FIELDS, unavailable.isEmpty() ? null : unavailable);
        value.put(FailedChangeSchema.HEX_FIELDS, hex.isEmpty() ? null : hex);
    }

    static void log(TablePlan plan, Route route, String located) {
        LOG.warn(
                "Rows of {} go to topic {} from here on where they cannot be converted. The"
                        + " first: {}",
                plan.label(),
                route.topic(),
                located);
    }
}
