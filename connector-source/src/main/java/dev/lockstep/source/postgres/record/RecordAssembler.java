package dev.lockstep.source.postgres.record;

import dev.lockstep.event.Lsn;
import dev.lockstep.event.MessageSchema;
import dev.lockstep.event.Operation;
import dev.lockstep.event.SourceSchema;
import dev.lockstep.source.postgres.config.BinaryMode;
import dev.lockstep.source.postgres.config.EventOptions;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Delete;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Insert;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.LogicalMessage;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Truncate;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Update;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.record.TableRegistry.Entry;
import dev.lockstep.source.postgres.stream.LogEntry;
import dev.lockstep.source.postgres.stream.LogEntry.Change;
import dev.lockstep.source.postgres.stream.LogEntry.Commit;
import dev.lockstep.source.postgres.stream.LogEntry.Definition;
import dev.lockstep.source.postgres.stream.LogEntry.Idle;
import dev.lockstep.source.postgres.stream.LogEntry.Transaction;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Turns log entries into source records, each with its place in the commit order and its offset.
 *
 * <p>Invariants: records leave in the order of the log. The records of one event leave together,
 * and the last event of a transaction leaves only when its commit has come, for it says so ({@code
 * last}). A record's offset covers exactly what has left before it and, if it completes a change,
 * that change. What the resume offset covers is counted but not handed out again.
 *
 * <p>Used by the task thread only.
 */
public final class RecordAssembler {

    private static final String OLD_KEY_HEADER = "__debezium.oldkey";
    private static final String NEW_KEY_HEADER = "__debezium.newkey";

    private final Map<String, String> partition;
    private final SourceOffset resume;
    private final TableRegistry tables;
    private final EventBuilder events;
    private final Heartbeat heartbeat;
    private final String messageTopic;
    private final MessageSchema messageSchema;
    private final BinaryMode binaryMode;
    private final Predicate<String> messagePrefixes;
    private final boolean tombstones;
    private final boolean skipInserts;
    private final boolean skipUpdates;
    private final boolean skipDeletes;
    private final boolean skipTruncates;

    /** The records of the latest event, and what the end of its transaction still changes in it. */
    private final List<SourceRecord> held = new ArrayList<>(3);

    private Struct heldSource;
    private SourceOffset heldBefore;

    private TransactionStamp stamp;
    private long lastCommit;
    private long ordinal;
    private long change;

    /** Of the latest completed change that was or is held. */
    private SourceOffset offset;

    /**
     * @param partition the source partition of all records
     * @param resume what has been stored before
     */
    public RecordAssembler(
            PostgresSourceConfig config,
            String version,
            Map<String, String> partition,
            SourceOffset resume,
            TablePlanner planner,
            Clock clock) {
        EventOptions options = config.events();
        Topics topics = new Topics(options);
        this.partition = partition;
        this.resume = resume;
        this.offset = resume;
        this.lastCommit = resume.lastCommit();
        this.tables = new TableRegistry(planner);
        this.events =
                new EventBuilder(
                        version, options.topicPrefix(), config.connection().database(), clock);
        this.heartbeat =
                new Heartbeat(
                        topics.heartbeat(), options.topicPrefix(), options.heartbeatInterval());
        this.messageTopic = topics.message();
        this.binaryMode = config.types().binaryMode();
        this.messageSchema =
                binaryMode == BinaryMode.BYTES ? MessageSchema.BYTES : MessageSchema.TEXT;
        this.messagePrefixes = config.capture().messagePrefixes();
        this.tombstones = options.tombstones();
        this.skipInserts = options.skips("c");
        this.skipUpdates = options.skips("u");
        this.skipDeletes = options.skips("d");
        this.skipTruncates = options.skips("t");
    }

    /** What has been handed out: where to go on after a reconnect. */
    public SourceOffset handedOut() {
        return held.isEmpty() ? offset : heldBefore;
    }

    /** Takes entries in the order of the log and adds the records that they let go. */
    public void assemble(List<LogEntry> entries, List<SourceRecord> records) {
        events.tick();
        for (LogEntry entry : entries) {
            if (entry instanceof Change row) {
                accept(row, records);
            } else if (entry instanceof Commit commit) {
                commit(commit, records);
            } else if (entry instanceof Definition definition) {
                tables.define(definition.relation());
            } else if (entry instanceof Idle idle) {
                heartbeat.idle(idle.walEnd());
            }
        }
        if (held.isEmpty() && heartbeat.isDue(events.nowMs(), offset)) {
            offset = SourceOffset.between(resume.history(), heartbeat.position(), lastCommit);
            records.add(heartbeat.record(partition, offset, events.nowMs()));
        }
    }

    private void accept(Change row, List<SourceRecord> records) {
        if (stamp == null || stamp.transaction.commitLsn() != row.transaction().commitLsn()) {
            begin(row.transaction());
        }
        try {
            dispatch(row, records);
        } catch (DataException e) {
            throw new DataException(
                    e.getMessage()
                            + " The change stands at LSN "
                            + new Lsn(row.lsn())
                            + ", change "
                            + change
                            + " of the transaction that commits at "
                            + new Lsn(row.transaction().commitLsn())
                            + ".",
                    e);
        }
    }

    private void dispatch(Change row, List<SourceRecord> records) {
        if (row.message() instanceof Insert insert) {
            insert(row, insert, records);
        } else if (row.message() instanceof Update update) {
            update(row, update, records);
        } else if (row.message() instanceof Delete delete) {
            delete(row, delete, records);
        } else if (row.message() instanceof Truncate truncate) {
            truncate(row, truncate, records);
        } else if (row.message() instanceof LogicalMessage message) {
            message(row, message, records);
        }
    }

    private void begin(Transaction transaction) {
        stamp = new TransactionStamp(transaction, lastCommit, events.nowUs());
        ordinal = 0;
        change = 0;
    }

    private void insert(Change row, Insert insert, List<SourceRecord> records) {
        Entry table = tables.entry(insert.relationOid());
        nextEvent();
        if (nextChange() || !table.captured() || skipInserts) {
            return;
        }
        TablePlan plan = table.plan();
        Struct source = source(row, plan);
        Struct value = events.row(plan, Operation.INSERT, source, null, insert.after(), false);
        hold(records, source, row);
        add(plan, plan.keyOfNew(insert.after(), null), value, offset, null);
    }

    private void update(Change row, Update update, List<SourceRecord> records) {
        Entry table = tables.entry(update.relationOid());
        Tuple old = update.old() != null ? update.old() : update.key();
        TablePlan plan = table.plan();
        if (old != null && plan.keyChanged(old, update.after())) {
            changeKey(row, update, old, table, records);
            return;
        }
        nextEvent();
        if (nextChange() || !table.captured() || skipUpdates) {
            return;
        }
        Struct source = source(row, plan);
        boolean full = update.old() != null;
        // A key that was sent only because it is stored out of line tells nothing new.
        Tuple before = full ? old : null;
        Struct value = events.row(plan, Operation.UPDATE, source, before, update.after(), full);
        hold(records, source, row);
        add(plan, plan.keyOfNew(update.after(), old), value, offset, null);
    }

    /** The row leaves its old key and appears under the new one, as in Debezium. */
    private void changeKey(
            Change row, Update update, Tuple old, Entry table, List<SourceRecord> records) {
        boolean seen = nextChange();
        long deleteOrdinal = nextEvent();
        long insertOrdinal = nextEvent();
        if (seen || !table.captured() || skipUpdates) {
            return;
        }
        TablePlan plan = table.plan();
        Struct oldKey = plan.keyOfOld(old);
        Struct newKey = plan.keyOfNew(update.after(), old);

        ordinal = deleteOrdinal;
        Struct source = source(row, plan);
        Struct value = events.row(plan, Operation.DELETE, source, old, null, false);
        SourceOffset before = offset;
        hold(records, source, row);
        offset = before;
        ConnectHeaders headers = new ConnectHeaders();
        headers.add(NEW_KEY_HEADER, newKey, plan.keySchema());
        add(plan, oldKey, value, before, headers);
        addTombstone(plan, oldKey, before);

        ordinal = insertOrdinal;
        source = source(row, plan);
        value = events.row(plan, Operation.INSERT, source, null, update.after(), false);
        hold(records, source, row);
        headers = new ConnectHeaders();
        headers.add(OLD_KEY_HEADER, oldKey, plan.keySchema());
        add(plan, newKey, value, offset, headers);
    }

    private void delete(Change row, Delete delete, List<SourceRecord> records) {
        Entry table = tables.entry(delete.relationOid());
        nextEvent();
        if (nextChange() || !table.captured() || skipDeletes) {
            return;
        }
        TablePlan plan = table.plan();
        Tuple old = delete.old() != null ? delete.old() : delete.key();
        Struct source = source(row, plan);
        Struct value = events.row(plan, Operation.DELETE, source, old, null, delete.old() != null);
        Struct key = plan.keyOfOld(old);
        SourceOffset before = offset;
        hold(records, source, row);
        boolean tombstoneFollows = tombstones && key != null;
        add(plan, key, value, tombstoneFollows ? before : offset, null);
        if (tombstoneFollows) {
            addTombstone(plan, key, offset);
        }
    }

    private void truncate(Change row, Truncate truncate, List<SourceRecord> records) {
        boolean seen = nextChange();
        List<Integer> oids = truncate.relationOids();
        int last = -1;
        for (int i = 0; i < oids.size(); i++) {
            last = tables.entry(oids.get(i)).captured() ? i : last;
        }
        for (int i = 0; i < oids.size(); i++) {
            Entry table = tables.entry(oids.get(i));
            nextEvent();
            if (seen || !table.captured() || skipTruncates) {
                continue;
            }
            TablePlan plan = table.plan();
            Struct source = source(row, plan);
            SourceOffset before = offset;
            hold(records, source, row);
            if (i < last) {
                offset = before;
            }
            add(plan, null, events.truncate(plan, source), offset, null);
        }
    }

    private void message(Change row, LogicalMessage message, List<SourceRecord> records) {
        nextEvent();
        if (nextChange() || !messagePrefixes.test(message.prefix())) {
            return;
        }
        Struct source = events.source(stamp, row.lsn(), ordinal, "", "");
        Struct value = events.message(messageSchema, message, content(message.content()), source);
        Struct key = new Struct(MessageSchema.KEY);
        key.put(MessageSchema.KEY_PREFIX, message.prefix());
        hold(records, source, row);
        held.add(
                new SourceRecord(
                        partition,
                        offset,
                        messageTopic,
                        MessageSchema.KEY,
                        key,
                        messageSchema.value(),
                        value));
    }

    /** Converters ask a buffer for its whole array, so the content has one of its own. */
    private Object content(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.duplicate().get(bytes);
        return switch (binaryMode) {
            case BYTES -> ByteBuffer.wrap(bytes);
            case BASE64 -> Base64.getEncoder().encodeToString(bytes);
            case BASE64_URL_SAFE -> Base64.getUrlEncoder().encodeToString(bytes);
            case HEX -> HexFormat.of().formatHex(bytes);
        };
    }

    /** Counts a change of the log; true if it had been handed out before the last restart. */
    private boolean nextChange() {
        change++;
        int order = Long.compareUnsigned(stamp.transaction.commitLsn(), resume.commitLsn());
        return order < 0 || (order == 0 && change <= resume.change());
    }

    private long nextEvent() {
        return ++ordinal;
    }

    private Struct source(Change row, TablePlan plan) {
        return events.source(stamp, row.lsn(), ordinal, plan.schema(), plan.table());
    }

    /** Lets the event before go and makes room for the next, whose offset is now the latest. */
    private void hold(List<SourceRecord> records, Struct source, Change row) {
        release(records);
        heldSource = source;
        heldBefore = offset;
        offset =
                SourceOffset.inside(
                        resume.history(),
                        stamp.transaction.commitLsn(),
                        ordinal,
                        change,
                        row.lsn(),
                        stamp.lastCommit,
                        stamp.transaction.xid(),
                        stamp.commitTimeMicros);
    }

    private void release(List<SourceRecord> records) {
        records.addAll(held);
        held.clear();
    }

    private void add(
            TablePlan plan,
            Struct key,
            Struct value,
            SourceOffset recordOffset,
            ConnectHeaders headers) {
        Schema keySchema = key == null ? null : plan.keySchema();
        held.add(
                new SourceRecord(
                        partition,
                        recordOffset,
                        plan.topic(),
                        null,
                        keySchema,
                        key,
                        plan.events().value(),
                        value,
                        null,
                        headers));
    }

    private void addTombstone(TablePlan plan, Struct key, SourceOffset recordOffset) {
        if (tombstones && key != null) {
            held.add(
                    new SourceRecord(
                            partition,
                            recordOffset,
                            plan.topic(),
                            null,
                            plan.keySchema(),
                            key,
                            null,
                            null));
        }
    }

    private void commit(Commit commit, List<SourceRecord> records) {
        if (!held.isEmpty()) {
            heldSource.put(SourceSchema.LAST, true);
            offset.complete(commit.endLsn());
            release(records);
        }
        heartbeat.idle(commit.endLsn());
        lastCommit = commit.endLsn();
        stamp = null;
    }
}
