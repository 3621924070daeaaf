package dev.lockstep.source.postgres.record;

import dev.lockstep.event.SourceSchema;
import dev.lockstep.event.TransactionMarkerSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The records of the latest change, held back until it is known whether it was the last of its
 * transaction, for it says so ({@code last}). They leave together. Only the last of them carries an
 * offset that covers the change. Used by the task thread only.
 */
final class HeldChange {

    private final Map<String, String> partition;
    private final TransactionEvents transactions;
    private final ContextHeaders context;
    private final SchemaChanges schemas;
    private final List<CapturedRecord> records = new ArrayList<>(4);

    private Struct source;
    private SourceOffset before;

    /** Of the latest completed change that was or is held. */
    private SourceOffset offset;

    HeldChange(
            Map<String, String> partition,
            SourceOffset resume,
            TransactionEvents transactions,
            ContextHeaders context,
            SchemaChanges schemas) {
        this.partition = partition;
        this.transactions = transactions;
        this.context = context;
        this.schemas = schemas;
        this.offset = resume;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** What has been let go: where to go on after a reconnect. */
    SourceOffset handedOut() {
        return records.isEmpty() ? offset : before;
    }

    /** Of the latest change, held or let go. */
    SourceOffset offset() {
        return offset;
    }

    /**
     * Lets the change before go and makes room for the records of the next. Nothing may fail
     * between this and the last of those records.
     *
     * @param lastSource of the last event of the change
     * @param covering the offset that covers the change
     */
    void hold(Struct lastSource, SourceOffset covering, List<SourceRecord> out) {
        release(out);
        source = lastSource;
        before = offset;
        offset = covering;
        transactions.announce(this);
        schemas.announce(this);
    }

    /** Adds a record about events, which is none itself, before those of the change. */
    void announce(Route route, Schema keySchema, Struct key, Schema valueSchema, Struct value) {
        append(route, keySchema, key, valueSchema, value, null, before);
    }

    /** Adds a record after which others of the same change follow. */
    void add(
            Route route,
            Schema keySchema,
            Struct key,
            Schema valueSchema,
            Struct value,
            ConnectHeaders headers) {
        append(route, keySchema, key, valueSchema, value, context.with(headers), before);
    }

    /** Adds the last record of the change. */
    void addLast(
            Route route,
            Schema keySchema,
            Struct key,
            Schema valueSchema,
            Struct value,
            ConnectHeaders headers) {
        append(route, keySchema, key, valueSchema, value, context.with(headers), offset);
    }

    private void append(
            Route route,
            Schema keySchema,
            Struct key,
            Schema valueSchema,
            Struct value,
            ConnectHeaders headers,
            SourceOffset recordOffset) {
        records.add(
                new CapturedRecord(
                        partition,
                        recordOffset,
                        route.topic(),
                        route.partition(),
                        key == null ? null : keySchema,
                        key,
                        valueSchema,
                        value,
                        headers));
    }

    /** The transaction is over: lets its last change go. */
    void complete(long endLsn, List<SourceRecord> out) {
        if (!records.isEmpty()) {
            source.put(SourceSchema.LAST, true);
            offset.complete(endLsn);
            records.get(records.size() - 1).endTransaction();
            release(out);
        }
    }

    /**
     * The transaction is over and has a record that says so: lets its last change go, and then that
     * record, which alone covers the whole transaction.
     */
    void completeWithEnd(SourceOffset end, List<SourceRecord> out) {
        if (!records.isEmpty()) {
            source.put(SourceSchema.LAST, true);
        }
        before = offset;
        offset = end;
        append(
                transactions.route(),
                TransactionMarkerSchema.KEY,
                transactions.key(),
                TransactionMarkerSchema.VALUE,
                transactions.end(),
                null,
                offset);
        records.get(records.size() - 1).endTransaction();
        release(out);
    }

    /** Nothing is held: what comes next has been handed out up to this place. */
    void moveTo(SourceOffset idle) {
        offset = idle;
    }

    private void release(List<SourceRecord> out) {
        out.addAll(records);
        records.clear();
    }
}
