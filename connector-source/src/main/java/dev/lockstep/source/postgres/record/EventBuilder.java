package dev.lockstep.source.postgres.record;

import dev.lockstep.event.EventSchema;
import dev.lockstep.event.MessageSchema;
import dev.lockstep.event.Operation;
import dev.lockstep.event.Position;
import dev.lockstep.event.SourceSchema;
import dev.lockstep.source.postgres.config.ImageMode;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.LogicalMessage;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/** Fills the envelope of one event. Used by the task thread only. */
final class EventBuilder {

    private static final String CONNECTOR = "postgresql";
    private static final NestedStruct.Layout SOURCE = new NestedStruct.Layout(SourceSchema.SCHEMA);

    private final String version;
    private final String server;
    private final String database;
    private final Clock clock;
    private final boolean withBefore;
    private final boolean withAfter;
    private final Remarks remarks = new Remarks();
    private final EventCounts counts = new EventCounts();

    private Long nowMs;
    private Long nowUs;
    private Long nowNs;

    /**
     * @param version of this connector
     * @param server the topic prefix
     * @param image which images of a row events carry
     */
    EventBuilder(String version, String server, String database, ImageMode image, Clock clock) {
        this.version = version;
        this.server = server;
        this.database = database;
        this.clock = clock;
        this.withBefore = image.before();
        this.withAfter = image.after();
        tick();
    }

    /** Reads the clock for the events to come; called once per batch. */
    void tick() {
        Instant now = clock.instant();
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        nowNs = nanos;
        nowUs = nanos / 1_000L;
        nowMs = nanos / 1_000_000L;
    }

    /** Forgets what was remarked about an event that did not come to be. */
    void forget() {
        remarks.takeUnavailable();
        remarks.takeExact();
    }

    /** Whether events carry new rows. */
    boolean withAfter() {
        return withAfter;
    }

    EventCounts counts() {
        return counts;
    }

    long nowMs() {
        return nowMs;
    }

    long nowUs() {
        return nowUs;
    }

    /**
     * The source block of a table's event.
     *
     * @param ordinal the 1-based place of the event in its transaction
     */
    Struct source(TransactionStamp stamp, long lsn, long ordinal, TablePlan plan) {
        return source(stamp, lsn, ordinal, plan.schema(), plan.table());
    }

    /** The source block of a logical message's event, which is of no table. */
    Struct source(TransactionStamp stamp, long lsn, long ordinal) {
        return source(stamp, lsn, ordinal, "", "");
    }

    private Struct source(
            TransactionStamp stamp, long lsn, long ordinal, String schema, String table) {
        Struct source = SOURCE.struct();
        source.put(SourceSchema.VERSION, version);
        source.put(SourceSchema.CONNECTOR, CONNECTOR);
        source.put(SourceSchema.NAME, server);
        source.put(SourceSchema.TS_MS, stamp.tsMs);
        source.put(SourceSchema.DB, database);
        source.put(SourceSchema.SEQUENCE, stamp.sequencePrefix + lsn + "\"]");
        source.put(SourceSchema.TS_US, stamp.tsUs);
        source.put(SourceSchema.TS_NS, stamp.tsNs);
        source.put(SourceSchema.SCHEMA_NAME, schema);
        source.put(SourceSchema.TABLE, table);
        source.put(SourceSchema.TX_ID, stamp.xid);
        source.put(SourceSchema.LSN, lsn);
        if (stamp.originName != null) {
            source.put(SourceSchema.ORIGIN, stamp.originName);
            source.put(SourceSchema.ORIGIN_LSN, stamp.originLsn);
        }
        source.put(SourceSchema.COMMIT_LSN, stamp.commitLsn);
        source.put(SourceSchema.ORDINAL, ordinal);
        source.put(SourceSchema.POSITION, Position.pack(stamp.transaction.commitLsn(), ordinal));
        source.put(SourceSchema.LAST, false);
        return source;
    }

    /**
     * The envelope of a row that appeared.
     *
     * @param old what the log has of the row if it left another key for this one, else null
     */
    Struct inserted(TablePlan plan, Struct source, Tuple after, Tuple old) {
        Struct value = new Struct(plan.events().value());
        if (withAfter) {
            value.put(plan.events().after(), plan.after(after, old, remarks));
        }
        return envelope(plan.events(), value, Operation.INSERT, source);
    }

    /** The envelope of a row as an ad hoc snapshot has read it. */
    Struct read(TablePlan plan, Struct source, Tuple row) {
        Struct value = new Struct(plan.events().value());
        if (withAfter) {
            value.put(plan.events().after(), plan.after(row, null, remarks));
        }
        return envelope(plan.events(), value, Operation.READ, source);
    }

    /** The envelope of a row that a snapshot has read. */
    Struct read(TablePlan plan, Struct source, Struct after, Remarks ofRow) {
        Struct value = new Struct(plan.events().value());
        if (withAfter) {
            value.put(plan.events().after(), after);
        }
        Map<String, String> exact = ofRow.takeExact();
        if (exact != null) {
            value.put(plan.events().exactValues(), exact);
        }
        return envelope(plan.events(), value, Operation.READ, source);
    }

    /**
     * The envelope of a row that changed.
     *
     * @param old what the log has of the old row; null for nothing
     * @param full whether that is the whole row
     */
    Struct updated(TablePlan plan, Struct source, Tuple old, boolean full, Tuple after) {
        EventSchema schema = plan.events();
        Struct value = new Struct(schema.value());
        if (old != null && withBefore) {
            value.put(schema.before(), plan.before(old, remarks));
        }
        if (full) {
            value.put(schema.changedFields(), plan.changed(old, after));
        }
        if (withAfter) {
            value.put(schema.after(), plan.after(after, old, remarks));
        }
        return envelope(schema, value, Operation.UPDATE, source);
    }

    /** The envelope of a row that went. */
    Struct deleted(TablePlan plan, Struct source, Tuple old) {
        Struct value = new Struct(plan.events().value());
        if (withBefore) {
            value.put(plan.events().before(), plan.before(old, remarks));
        }
        return envelope(plan.events(), value, Operation.DELETE, source);
    }

    Struct truncated(TablePlan plan, Struct source) {
        Struct value = new Struct(plan.events().value());
        return envelope(plan.events(), value, Operation.TRUNCATE, source);
    }

    private Struct envelope(EventSchema schema, Struct value, Operation operation, Struct source) {
        counts.add(operation);
        List<String> unavailable = remarks.takeUnavailable();
        if (unavailable != null) {
            value.put(schema.unavailableFields(), unavailable);
        }
        Map<String, String> exact = remarks.takeExact();
        if (exact != null) {
            value.put(schema.exactValues(), exact);
        }
        value.put(schema.source(), source);
        value.put(schema.op(), operation.code());
        value.put(schema.tsMs(), nowMs);
        value.put(schema.tsUs(), nowUs);
        value.put(schema.tsNs(), nowNs);
        return value;
    }

    /**
     * The envelope of a logical message.
     *
     * @param transaction the transaction block; null for none
     */
    Struct message(
            MessageEvents messages, LogicalMessage message, Struct source, Struct transaction) {
        counts.add(Operation.MESSAGE);
        MessageSchema schema = messages.schema();
        Struct block = new Struct(schema.block());
        block.put(schema.prefix(), message.prefix());
        block.put(schema.content(), messages.content(message));
        Struct value = new Struct(schema.value());
        value.put(schema.op(), Operation.MESSAGE.code());
        value.put(schema.tsMs(), nowMs);
        value.put(schema.source(), source);
        value.put(schema.message(), block);
        if (transaction != null) {
            value.put(schema.transaction(), transaction);
        }
        return value;
    }
}
