package dev.lockstep.source.postgres.record;

import static dev.lockstep.json.StructValues.set;

import dev.lockstep.event.EventSchema;
import dev.lockstep.event.MessageSchema;
import dev.lockstep.event.Operation;
import dev.lockstep.event.Position;
import dev.lockstep.event.SourceSchema;
import dev.lockstep.json.StructValues;
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

    /** The common part of the latest source block, and whose it is. */
    private Struct shared;

    private TransactionStamp sharedStamp;
    private TablePlan sharedPlan;

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
        if (sharedStamp != stamp || sharedPlan != plan) {
            shared = shared(stamp, plan.schema(), plan.table());
            sharedStamp = stamp;
            sharedPlan = plan;
        }
        Struct source = SOURCE.struct();
        StructValues.copy(shared, source);
        return placed(source, stamp, lsn, ordinal);
    }

    /** The source block of a logical message's event, which is of no table. */
    Struct source(TransactionStamp stamp, long lsn, long ordinal) {
        return placed(shared(stamp, "", ""), stamp, lsn, ordinal);
    }

    /** What the blocks of a table's events in one transaction have in common. */
    private Struct shared(TransactionStamp stamp, String schema, String table) {
        Struct source = SOURCE.struct();
        set(source, SourceSchema.VERSION, version);
        set(source, SourceSchema.CONNECTOR, CONNECTOR);
        set(source, SourceSchema.NAME, server);
        set(source, SourceSchema.TS_MS, stamp.tsMs);
        set(source, SourceSchema.DB, database);
        set(source, SourceSchema.TS_US, stamp.tsUs);
        set(source, SourceSchema.TS_NS, stamp.tsNs);
        set(source, SourceSchema.SCHEMA_NAME, schema);
        set(source, SourceSchema.TABLE, table);
        set(source, SourceSchema.TX_ID, stamp.xid);
        if (stamp.originName != null) {
            set(source, SourceSchema.ORIGIN, stamp.originName);
            set(source, SourceSchema.ORIGIN_LSN, stamp.originLsn);
        }
        set(source, SourceSchema.COMMIT_LSN, stamp.commitLsn);
        set(source, SourceSchema.LAST, false);
        return source;
    }

    private static Struct placed(Struct source, TransactionStamp stamp, long lsn, long ordinal) {
        set(source, SourceSchema.SEQUENCE, stamp.sequencePrefix + lsn + "\"]");
        set(source, SourceSchema.LSN, lsn);
        set(source, SourceSchema.ORDINAL, ordinal);
        set(source, SourceSchema.POSITION, Position.pack(stamp.transaction.commitLsn(), ordinal));
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
            set(value, plan.events().after(), plan.after(after, old, remarks));
        }
        return envelope(plan.events(), value, Operation.INSERT, source);
    }

    /** The envelope of a row as an ad hoc snapshot has read it. */
    Struct read(TablePlan plan, Struct source, Tuple row) {
        Struct value = new Struct(plan.events().value());
        if (withAfter) {
            set(value, plan.events().after(), plan.after(row, null, remarks));
        }
        return envelope(plan.events(), value, Operation.READ, source);
    }

    /** The envelope of a row that a snapshot has read. */
    Struct read(TablePlan plan, Struct source, Struct after, Remarks ofRow) {
        Struct value = new Struct(plan.events().value());
        if (withAfter) {
            set(value, plan.events().after(), after);
        }
        Map<String, String> exact = ofRow.takeExact();
        if (exact != null) {
            set(value, plan.events().exactValues(), exact);
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
            set(value, schema.before(), plan.before(old, remarks));
        }
        if (full) {
            set(value, schema.changedFields(), plan.changed(old, after));
        }
        if (withAfter) {
            set(value, schema.after(), plan.after(after, old, remarks));
        }
        return envelope(schema, value, Operation.UPDATE, source);
    }

    /** The envelope of a row that went. */
    Struct deleted(TablePlan plan, Struct source, Tuple old) {
        Struct value = new Struct(plan.events().value());
        if (withBefore) {
            set(value, plan.events().before(), plan.before(old, remarks));
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
            set(value, schema.unavailableFields(), unavailable);
        }
        Map<String, String> exact = remarks.takeExact();
        if (exact != null) {
            set(value, schema.exactValues(), exact);
        }
        set(value, schema.source(), source);
        set(value, schema.op(), operation.code());
        set(value, schema.tsMs(), nowMs);
        set(value, schema.tsUs(), nowUs);
        set(value, schema.tsNs(), nowNs);
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
        set(block, schema.prefix(), message.prefix());
        set(block, schema.content(), messages.content(message));
        Struct value = new Struct(schema.value());
        set(value, schema.op(), Operation.MESSAGE.code());
        set(value, schema.tsMs(), nowMs);
        set(value, schema.source(), source);
        set(value, schema.message(), block);
        if (transaction != null) {
            set(value, schema.transaction(), transaction);
        }
        return value;
    }
}
