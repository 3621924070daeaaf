package dev.lockstep.source.postgres.record;

import dev.lockstep.event.Lsn;
import dev.lockstep.event.MessageSchema;
import dev.lockstep.event.Operation;
import dev.lockstep.source.postgres.config.EventOptions;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Delete;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Insert;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.LogicalMessage;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Truncate;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Update;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.stream.LogEntry;
import dev.lockstep.source.postgres.stream.LogEntry.Change;
import dev.lockstep.source.postgres.stream.LogEntry.Commit;
import dev.lockstep.source.postgres.stream.LogEntry.Definition;
import dev.lockstep.source.postgres.stream.LogEntry.Idle;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
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

    private final Map<String, String> partition;
    private final LogPlace place;
    private final TransactionEvents transactions;
    private final ContextHeaders context = new ContextHeaders();
    private final SchemaChanges schemas;
    private final HeldChange held;
    private final TableRegistry tables;
    private final EventBuilder events;
    private final RowRecords rows;
    private final MessageEvents messages;
    private final Heartbeat heartbeat;
    private final LogFollower follower;
    private final boolean reads;

    /** Null where a row that cannot be converted stops the task. */
    private final FailedRows failures;

    /** What the next call throws. */
    private RuntimeException failure;

    /**
     * @param partition the source partition of all records
     * @param resume what has been stored before
     * @param follower reads along, and says what offsets carry
     */
    public RecordAssembler(
            PostgresSourceConfig config,
            String version,
            Map<String, String> partition,
            SourceOffset resume,
            TablePlanner planner,
            LogFollower follower,
            Clock clock) {
        EventOptions options = config.events();
        Topics topics = new Topics(config);
        this.partition = partition;
        this.follower = follower;
        this.reads = options.captures(Operation.READ);
        this.place = new LogPlace(resume);
        this.transactions =
                new TransactionEvents(options.transactionMetadata(), topics.transaction());
        this.schemas = new SchemaChanges(topics.schemaChanges(), planner, place);
        this.held = new HeldChange(partition, resume, transactions, context, schemas);
        this.tables = new TableRegistry(planner);
        this.events =
                new EventBuilder(
                        version,
                        options.topicPrefix(),
                        config.connection().database(),
                        options.image(),
                        clock);
        this.rows = new RowRecords(options, tables, events, place, transactions, held);
        this.failures =
                options.divertsErrors()
                        ? new FailedRows(topics.errors(), tables, events, place, held)
                        : null;
        this.messages = new MessageEvents(config, topics);
        this.heartbeat =
                new Heartbeat(
                        topics.heartbeat(), options.topicPrefix(), options.heartbeatInterval());
    }

    /** What has been handed out: where to go on after a reconnect. */
    public SourceOffset handedOut() {
        return held.handedOut();
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
    public void reach(SourceOffset behind) {
        held.moveTo(behind);
        place.reach(behind);
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
        follower.begin();
        place.carry(follower.progress());
        for (LogEntry entry : entries) {
            if (entry instanceof Change row) {
                accept(row, records);
            } else if (entry instanceof Commit commit) {
                commit(commit, records);
            } else if (entry instanceof Definition definition) {
                schemas.define(definition.relation(), tables.define(definition));
                follower.define(definition.relation());
            } else if (entry instanceof Idle idle) {
                heartbeat.idle(idle.walEnd());
            }
        }
        notify(records);
        if (held.isEmpty() && heartbeat.isDue(events.nowMs(), held.offset())) {
            SourceOffset idle = place.between(heartbeat.position());
            held.moveTo(idle);
            records.add(heartbeat.record(partition, idle, events.nowMs()));
        }
    }

    /** What the follower tells comes behind what it tells of, and covers no more than that. */
    private void notify(List<SourceRecord> records) {
        Notice notice;
        while ((notice = follower.takeNotice()) != null) {
            CapturedRecord record =
                    new CapturedRecord(
                            partition,
                            held.handedOut(),
                            notice.topic(),
                            null,
                            notice.key().schema(),
                            notice.key(),
                            notice.value().schema(),
                            notice.value(),
                            null);
            if (!place.isInTransaction()) {
                record.endTransaction();
            }
            records.add(record);
        }
    }

    private void accept(Change row, List<SourceRecord> records) {
        if (!place.isIn(row.transaction())) {
            place.begin(row.transaction(), events.nowUs());
            transactions.begin(place.stamp());
            context.clear();
        }
        place.enter(row);
        SnapshotRows read = follower.follow(row, place.isSeen());
        place.carry(follower.progress());
        try {
            dispatch(row, records);
            if (read != null && reads) {
                read(read, records);
            }
        } catch (UnreadableRowException e) {
            if (failures == null) {
                throw new DataException(located(e), e);
            }
            failures.divert(row.message(), located(e), records);
        } catch (DataException e) {
            throw new DataException(located(e), e);
        }
    }

    private void read(SnapshotRows snapshot, List<SourceRecord> records) {
        TablePlan plan = tables.plan(snapshot.relation());
        if (!snapshot.rows().isEmpty()) {
            schemas.read(snapshot.relation(), plan);
        }
        for (int i = 0; i < snapshot.rows().size(); i++) {
            Tuple row = snapshot.rows().get(i);
            place.event();
            place.carry(snapshot.progress().apply(i));
            try {
                rows.read(plan, row, records);
            } catch (UnreadableRowException e) {
                if (failures == null) {
                    throw e;
                }
                failures.divertRead(plan, row, located(e), records);
            }
        }
    }

    private void dispatch(Change row, List<SourceRecord> records) {
        if (row.message() instanceof Insert insert) {
            rows.insert(insert, records);
        } else if (row.message() instanceof Update update) {
            rows.update(update, records);
        } else if (row.message() instanceof Delete delete) {
            rows.delete(delete, records);
        } else if (row.message() instanceof Truncate truncate) {
            rows.truncate(truncate, records);
        } else if (row.message() instanceof LogicalMessage message) {
            message(message, records);
        }
    }

    private String located(DataException e) {
        return e.getMessage()
                + " The change stands at LSN "
                + new Lsn(place.lsn())
                + ", change "
                + place.change()
                + " of the transaction that commits at "
                + new Lsn(place.stamp().transaction.commitLsn())
                + ".";
    }

    private void message(LogicalMessage message, List<SourceRecord> records) {
        place.event();
        if (ContextHeaders.isContext(message)) {
            context.take(message, place);
        }
        if (!messages.captures(message)) {
            return;
        }
        Struct block = transactions.event(MessageEvents.COLLECTION, place.isSeen());
        if (place.isSeen()) {
            return;
        }
        Struct source = events.source(place.stamp(), place.lsn(), place.ordinal());
        Struct value = events.message(messages, message, source, block);
        held.hold(source, place.offset(), records);
        held.addLast(
                messages.route(),
                MessageSchema.KEY,
                messages.key(message),
                messages.schema().value(),
                value,
                null);
    }

    private void commit(Commit commit, List<SourceRecord> records) {
        SourceOffset end = transactions.hasEvents() ? place.endOffset(commit.endLsn()) : null;
        if (end != null) {
            held.completeWithEnd(end, records);
        } else {
            held.complete(commit.endLsn(), records);
        }
        heartbeat.idle(commit.endLsn());
        place.end(commit.endLsn());
    }
}
