package dev.lockstep.source.postgres.record;

import dev.lockstep.event.Lsn;
import dev.lockstep.event.MessageSchema;
import dev.lockstep.event.SourceSchema;
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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Turns log entries into source records, each with its place in the commit order and its offset.
 *
 * <p>Invariants: records leave in the order of the log. The records of one change leave together,
 * and the last change of a transaction leaves only when its commit has come, for it says so ({@code
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
    private final MessageEvents messages;
    private final boolean tombstones;
    private final boolean skipInserts;
    private final boolean skipUpdates;
    private final boolean skipDeletes;
    private final boolean skipTruncates;

    /**
     * The records of the latest change, and what the end of its transaction still changes in it.
     */
    private final List<CapturedRecord> held = new ArrayList<>(3);

    private Struct heldSource;
    private SourceOffset heldBefore;

    private TransactionStamp stamp;

    /** Transactions that committed earlier are left out, until the first that did not; else 0. */
    private long startTime;

    private long lastCommit;
    private long ordinal;
    private long change;

    /** Of the latest completed change that was or is held. */
    private SourceOffset offset;

    /** Of a snapshot that is not complete yet; null when there is none. */
    private SnapshotProgress snapshot;

    /** What the next call throws. */
    private RuntimeException failure;

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
        this.snapshot = resume.snapshot().orElse(null);
        this.lastCommit = resume.lastCommit();
        this.startTime = resume.skipBefore();
        this.tables = new TableRegistry(planner);
        this.events =
                new EventBuilder(
                        version, options.topicPrefix(), config.connection().database(), clock);
        this.heartbeat =
                new Heartbeat(
                        topics.heartbeat(), options.topicPrefix(), options.heartbeatInterval());
        this.messages = new MessageEvents(config, topics);
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

    /** The events that have been built. */
    public EventCounts counts() {
        return events.counts();
    }

    /** Records were left out on their way to Kafka, and their offsets with them. */
    public void recordsDropped() {
        heartbeat.want();
    }

    /**
     * Goes on after a snapshot that belongs to this place between transactions: what comes is
     * placed behind it.
     */
    public void reach(SourceOffset place) {
        offset = place;
        snapshot = place.snapshot().orElse(null);
    }

    /**
     * Takes entries in the order of the log and adds the records that they let go. What a failure
     * comes after is still handed out: the records return, and the next call throws. So what {@link
     * #handedOut} says always agrees with what the caller has.
     *
     * @param records an empty list
     */
    public void assemble(List<LogEntry> entries, List<SourceRecord> records) {
        if (failure != null) {
            throw failure;
        }
        try {
            take(entries, records);
        } catch (RuntimeException e) {
            if (records.isEmpty()) {
                throw e;
            }
            failure = e;
        }
    }

    private void take(List<LogEntry> entries, List<SourceRecord> records) {
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
            offset =
                    SourceOffset.between(resume.history(), heartbeat.position(), lastCommit)
                            .skippingBefore(startTime);
            offset.advance(snapshot);
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
        if (transaction.commitTimeMicros() >= startTime) {
            startTime = 0;
        }
    }

    private void insert(Change row, Insert insert, List<SourceRecord> records) {
        Entry table = tables.entry(insert.relationOid());
        ordinal++;
        if (isSeen() || !table.captured() || skipInserts) {
            return;
        }
        TablePlan plan = table.plan();
        Struct key = plan.keyOfNew(insert.after(), null);
        Struct source = source(row, plan);
        Struct value = events.inserted(plan, source, insert.after(), null);
        hold(row, source, records);
        add(plan, key, value, offset, null);
    }

    private void update(Change row, Update update, List<SourceRecord> records) {
        Entry table = tables.entry(update.relationOid());
        Tuple old = update.old() != null ? update.old() : update.key();
        TablePlan plan = table.plan();
        if (old != null && plan.keyChanged(old, update.after())) {
            changeKey(row, old, update.after(), table, records);
            return;
        }
        ordinal++;
        if (isSeen() || !table.captured() || skipUpdates) {
            return;
        }
        Struct key = plan.keyOfNew(update.after(), old);
        Struct source = source(row, plan);
        Struct value = events.updated(plan, source, old, update.old() != null, update.after());
        hold(row, source, records);
        add(plan, key, value, offset, null);
    }

    /** The row leaves its old key and appears under the new one, as in Debezium. */
    private void changeKey(
            Change row, Tuple old, Tuple after, Entry table, List<SourceRecord> records) {
        ordinal += 2;
        if (isSeen() || !table.captured() || skipUpdates) {
            return;
        }
        TablePlan plan = table.plan();
        Struct oldKey = plan.keyOfOld(old);
        Struct newKey = plan.keyOfNew(after, old);
        Struct deleteSource = events.source(stamp, row.lsn(), ordinal - 1, plan);
        Struct deleted = events.deleted(plan, deleteSource, old);
        Struct source = source(row, plan);
        Struct inserted = events.inserted(plan, source, after, old);

        hold(row, source, records);
        ConnectHeaders headers = new ConnectHeaders();
        headers.add(NEW_KEY_HEADER, newKey, plan.keySchema());
        add(plan, oldKey, deleted, heldBefore, headers);
        if (tombstones) {
            add(plan, oldKey, null, heldBefore, headers.duplicate());
        }
        headers = new ConnectHeaders();
        headers.add(OLD_KEY_HEADER, oldKey, plan.keySchema());
        add(plan, newKey, inserted, offset, headers);
    }

    private void delete(Change row, Delete delete, List<SourceRecord> records) {
        Entry table = tables.entry(delete.relationOid());
        ordinal++;
        if (isSeen() || !table.captured() || skipDeletes) {
            return;
        }
        TablePlan plan = table.plan();
        Tuple old = delete.old() != null ? delete.old() : delete.key();
        Struct key = plan.keyOfOld(old);
        Struct source = source(row, plan);
        Struct value = events.deleted(plan, source, old);
        hold(row, source, records);
        if (tombstones && key != null) {
            add(plan, key, value, heldBefore, null);
            add(plan, key, null, offset, null);
        } else {
            add(plan, key, value, offset, null);
        }
    }

    private void truncate(Change row, Truncate truncate, List<SourceRecord> records) {
        boolean skipped = isSeen() || skipTruncates;
        List<TablePlan> plans = new ArrayList<>();
        List<Struct> sources = new ArrayList<>();
        for (int oid : truncate.relationOids()) {
            Entry table = tables.entry(oid);
            ordinal++;
            if (!skipped && table.captured()) {
                plans.add(table.plan());
                sources.add(source(row, table.plan()));
            }
        }
        int last = plans.size() - 1;
        if (last < 0) {
            return;
        }
        hold(row, sources.get(last), records);
        for (int i = 0; i <= last; i++) {
            Struct value = events.truncated(plans.get(i), sources.get(i));
            add(plans.get(i), null, value, i < last ? heldBefore : offset, null);
        }
    }

    private void message(Change row, LogicalMessage message, List<SourceRecord> records) {
        ordinal++;
        if (isSeen() || !messages.captures(message)) {
            return;
        }
        Struct source = events.source(stamp, row.lsn(), ordinal);
        Struct value = events.message(messages, message, source);
        hold(row, source, records);
        held.add(
                new CapturedRecord(
                        partition,
                        offset,
                        messages.topic(),
                        MessageSchema.KEY,
                        messages.key(message),
                        messages.schema().value(),
                        value,
                        null));
    }

    /** Counts a change of the log; true if it had been handed out before the last restart. */
    private boolean isSeen() {
        change++;
        return startTime != 0 || resume.covers(stamp.transaction.commitLsn(), change);
    }

    private Struct source(Change row, TablePlan plan) {
        return events.source(stamp, row.lsn(), ordinal, plan);
    }

    /**
     * Lets the change before go and makes room for the records of the next, whose offset is now the
     * latest. Nothing may fail between this and the last of those records.
     *
     * @param source of the last event of the change
     */
    private void hold(Change row, Struct source, List<SourceRecord> records) {
        release(records);
        heldSource = source;
        heldBefore = offset;
        offset =
                new SourceOffset(
                        resume.history(),
                        stamp.transaction.commitLsn(),
                        ordinal,
                        change,
                        row.lsn(),
                        stamp.lastCommit,
                        stamp.transaction.xid(),
                        stamp.commitTimeMicros);
        offset.advance(snapshot);
    }

    private void release(List<SourceRecord> records) {
        records.addAll(held);
        held.clear();
    }

    /** A record without a value is a tombstone. */
    private void add(
            TablePlan plan,
            Struct key,
            Struct value,
            SourceOffset recordOffset,
            ConnectHeaders headers) {
        Schema keySchema = key == null ? null : plan.keySchema();
        held.add(
                new CapturedRecord(
                        partition,
                        recordOffset,
                        plan.topic(),
                        keySchema,
                        key,
                        value == null ? null : plan.events().value(),
                        value,
                        headers));
    }

    private void commit(Commit commit, List<SourceRecord> records) {
        if (!held.isEmpty()) {
            heldSource.put(SourceSchema.LAST, true);
            offset.complete(commit.endLsn());
            held.get(held.size() - 1).endTransaction();
            release(records);
        }
        heartbeat.idle(commit.endLsn());
        lastCommit = commit.endLsn();
        stamp = null;
    }
}
