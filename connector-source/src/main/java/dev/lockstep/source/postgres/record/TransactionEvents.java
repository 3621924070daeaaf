package dev.lockstep.source.postgres.record;

import dev.lockstep.event.TransactionMarkerSchema;
import dev.lockstep.event.TransactionSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;

/**
 * Transaction metadata: the block in each event, and the records where a transaction begins and
 * ends. Counts the captured events, those too that were handed out before a restart: the server
 * sends a transaction again from its beginning. Does nothing unless it is asked for. Used by the
 * task thread only.
 */
final class TransactionEvents {

    private final boolean provided;
    private final Route route;

    /** Events by table, in the order in which the tables came. */
    private final Map<String, long[]> counts = new LinkedHashMap<>();

    /** Null outside of transactions, and while nothing is asked for. */
    private String id;

    private Long tsMs;
    private long total;
    private boolean begun;

    TransactionEvents(boolean provided, Route route) {
        this.provided = provided;
        this.route = route;
    }

    void begin(TransactionStamp stamp) {
        if (provided) {
            boolean transactional = stamp.xid != null;
            id = transactional ? stamp.xid + ":" + stamp.transaction.commitLsn() : null;
            tsMs = stamp.tsMs;
            counts.clear();
            total = 0;
            begun = false;
        }
    }

    /**
     * Counts an event.
     *
     * @param collection its table, as schema.table
     * @param seen whether it had been handed out before a restart
     * @return its transaction block; null when it is not to have one
     */
    Struct event(String collection, boolean seen) {
        if (id == null) {
            return null;
        }
        long[] count = counts.computeIfAbsent(collection, key -> new long[1]);
        count[0]++;
        total++;
        begun |= seen;
        Struct block = new Struct(TransactionSchema.SCHEMA);
        block.put(TransactionSchema.ID, id);
        block.put(TransactionSchema.TOTAL_ORDER, total);
        block.put(TransactionSchema.DATA_COLLECTION_ORDER, count[0]);
        return block;
    }

    /** Whether an event has come, so that the end is to be told. */
    boolean hasEvents() {
        return id != null && total > 0;
    }

    /** Tells of the beginning, once, before the first event that is handed out. */
    void announce(HeldChange held) {
        if (id != null && !begun) {
            begun = true;
            held.announce(
                    route,
                    TransactionMarkerSchema.KEY,
                    key(),
                    TransactionMarkerSchema.VALUE,
                    marker(TransactionMarkerSchema.BEGIN));
        }
    }

    Route route() {
        return route;
    }

    Struct key() {
        return new Struct(TransactionMarkerSchema.KEY).put(TransactionMarkerSchema.KEY_ID, id);
    }

    Struct end() {
        List<Struct> collections = new ArrayList<>(counts.size());
        counts.forEach(
                (name, count) -> {
                    Struct collection = new Struct(TransactionMarkerSchema.COLLECTION);
                    collection.put(TransactionMarkerSchema.COLLECTION_NAME, name);
                    collection.put(TransactionMarkerSchema.COLLECTION_COUNT, count[0]);
                    collections.add(collection);
                });
        Struct value = marker(TransactionMarkerSchema.END);
        value.put(TransactionMarkerSchema.EVENT_COUNT, total);
        value.put(TransactionMarkerSchema.DATA_COLLECTIONS, collections);
        return value;
    }

    private Struct marker(String status) {
        Struct value = new Struct(TransactionMarkerSchema.VALUE);
        value.put(TransactionMarkerSchema.STATUS, status);
        value.put(TransactionMarkerSchema.ID, id);
        value.put(TransactionMarkerSchema.TS_MS, tsMs);
        return value;
    }
}
