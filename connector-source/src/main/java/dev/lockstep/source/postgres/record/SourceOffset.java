package dev.lockstep.source.postgres.record;

import dev.lockstep.event.Lsn;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * The source offset of a record: how far the log has been handed over once the record is stored.
 *
 * <p>{@code change} counts the changes of the transaction as the log has them, not as events, so
 * that it means the same whatever the filters and keys are configured to be after a restart. A
 * record that does not complete its change (the delete half of a changed key, a delete whose
 * tombstone follows) carries the offset of the change before.
 *
 * <p>One is made per record but few are ever read: Connect stores the last of a flush. So this is a
 * map that builds its entries on demand.
 */
public final class SourceOffset extends AbstractMap<String, Object> {

    static final String COMMIT_LSN = "commit_lsn";
    static final String ORDINAL = "ordinal";
    static final String CHANGE = "change";
    static final String END_LSN = "end_lsn";
    static final String LAST_COMMIT = "lsn_commit";
    static final String LSN = "lsn";
    static final String TX_ID = "txId";
    static final String TIMESTAMP = "ts_usec";
    static final String SYSTEM_ID = "system_id";
    static final String TIMELINE = "timeline";
    static final String AD_HOC = "incremental_snapshot";
    static final String SKIP_BEFORE = "skip_before_us";
    static final String SNAPSHOT_PROGRESS = "snapshot_progress";

    /**
     * Which history of which server positions belong to.
     *
     * @param systemId unique to a database cluster
     * @param timeline counts the promotions of standbys
     */
    public record History(String systemId, int timeline) {

        /** Of an offset that does not say it: one that a user or another connector wrote. */
        static final History UNKNOWN = new History("", 0);

        public boolean isKnown() {
            return !systemId.isEmpty();
        }
    }

    private final History history;
    private final long commitLsn;
    private final long ordinal;
    private final long change;
    private final long lsn;
    private final long lastCommit;
    private final long xid;
    private final long commitTimeMicros;

    /** The end of the transaction, once this is the offset of its last change; else 0. */
    private long endLsn;

    /** Of signals and ad hoc snapshots; null for nothing. */
    private AdHocProgress adHoc;

    /** Transactions after this place that committed before this time are left out; 0 for none. */
    private long skipBefore;

    /** How much of a snapshot that is not complete yet has been handed over; else null. */
    private SnapshotProgress snapshot;

    /** After the change with this number of a transaction. */
    SourceOffset(
            History history,
            long commitLsn,
            long ordinal,
            long change,
            long lsn,
            long lastCommit,
            long xid,
            long commitTimeMicros) {
        this.history = history;
        this.commitLsn = commitLsn;
        this.ordinal = ordinal;
        this.change = change;
        this.lsn = lsn;
        this.lastCommit = lastCommit;
        this.xid = xid;
        this.commitTimeMicros = commitTimeMicros;
    }

    /** Between transactions: everything that committed before this place has been handed over. */
    public static SourceOffset between(History history, long lsn, long lastCommit) {
        SourceOffset offset = new SourceOffset(history, lsn, 0, 0, lsn, lastCommit, 0, 0);
        offset.endLsn = lsn;
        return offset;
    }

    /** Says what else is to be stored. Only before anybody else knows this offset. */
    public void carry(AdHocProgress progress) {
        adHoc = progress;
    }

    /** The same place, with this to be stored besides. */
    public SourceOffset carrying(AdHocProgress progress) {
        SourceOffset offset = on(history);
        offset.adHoc = progress;
        return offset;
    }

    /** What has been stored of signals and ad hoc snapshots. */
    public Optional<String> adHoc() {
        return Optional.ofNullable(adHoc).map(AdHocProgress::text);
    }

    /** The same place, known to be one of this server. */
    public SourceOffset on(History server) {
        SourceOffset offset =
                new SourceOffset(
                        server, commitLsn, ordinal, change, lsn, lastCommit, xid, commitTimeMicros);
        offset.endLsn = endLsn;
        offset.skipBefore = skipBefore;
        offset.adHoc = adHoc;
        offset.snapshot = snapshot;
        return offset;
    }

    /**
     * The same place, with a first transaction yet to come that committed at this time or later.
     */
    public SourceOffset skippingBefore(long micros) {
        SourceOffset offset = on(history);
        offset.skipBefore = micros;
        return offset;
    }

    /** Transactions that committed before this time do not count; 0 when all do. */
    long skipBefore() {
        return skipBefore;
    }

    /** The same place in the log, while a snapshot is not complete or, with null, after it. */
    public SourceOffset during(SnapshotProgress progress) {
        SourceOffset offset = on(history);
        offset.snapshot = progress;
        return offset;
    }

    /** Says how much of a snapshot precedes this. Only before anybody else knows this offset. */
    public void advance(SnapshotProgress progress) {
        snapshot = progress;
    }

    /** What is left of a snapshot that is not complete yet; else empty. */
    public Optional<SnapshotProgress> snapshot() {
        return Optional.ofNullable(snapshot);
    }

    /** Marks that the change was the last of its transaction, which ends at this place. */
    void complete(long transactionEnd) {
        endLsn = transactionEnd;
    }

    /**
     * Reads an offset that Connect has stored: one of ours, of Debezium's, or as a user writes it,
     * who only needs to say {@code end_lsn}.
     *
     * @throws ConnectException when it is none of these
     */
    public static SourceOffset of(Map<String, ?> stored) {
        if (DebeziumOffset.matches(stored)) {
            return DebeziumOffset.read(stored);
        }
        if (!stored.containsKey(COMMIT_LSN) && !stored.containsKey(SYSTEM_ID)) {
            return between(History.UNKNOWN, lsn(stored, END_LSN), 0)
                    .skippingBefore(optionalNumber(stored, SKIP_BEFORE));
        }
        SourceOffset offset =
                new SourceOffset(
                        new History(text(stored, SYSTEM_ID), (int) number(stored, TIMELINE)),
                        number(stored, COMMIT_LSN),
                        number(stored, ORDINAL),
                        number(stored, CHANGE),
                        optionalNumber(stored, LSN),
                        optionalNumber(stored, LAST_COMMIT),
                        optionalNumber(stored, TX_ID),
                        optionalNumber(stored, TIMESTAMP));
        offset.endLsn = optionalNumber(stored, END_LSN);
        if (stored.get(AD_HOC) instanceof String progress) {
            offset.adHoc = () -> progress;
        }
        offset.skipBefore = optionalNumber(stored, SKIP_BEFORE);
        if (stored.get(SNAPSHOT_PROGRESS) instanceof String progress) {
            offset.snapshot = SnapshotProgress.parse(progress);
        }
        return offset;
    }

    private static long lsn(Map<String, ?> stored, String key) {
        if (stored.get(key) instanceof String text) {
            try {
                return Lsn.parse(text).value();
            } catch (IllegalArgumentException e) {
                throw foreign(key);
            }
        }
        return number(stored, key);
    }

    private static String text(Map<String, ?> stored, String key) {
        if (stored.get(key) instanceof String text) {
            return text;
        }
        throw foreign(key);
    }

    private static long number(Map<String, ?> stored, String key) {
        if (stored.get(key) instanceof Number number) {
            return number.longValue();
        }
        throw foreign(key);
    }

    private static ConnectException foreign(String key) {
        return new ConnectException(
                "Cannot resume from the stored offset: it has no valid "
                        + key
                        + ", so it is neither this connector's nor Debezium's. Delete the offsets"
                        + " of this connector (DELETE /connectors/<name>/offsets) to start from the"
                        + " slot's position, or give this connector a topic.prefix of its own.");
    }

    private static long optionalNumber(Map<String, ?> stored, String key) {
        return stored.get(key) instanceof Number number ? number.longValue() : 0;
    }

    public History history() {
        return history;
    }

    /** The commit record of the transaction, or where the log stood between transactions. */
    public long commitLsn() {
        return commitLsn;
    }

    /** When that transaction committed, since the Unix epoch; 0 between transactions. */
    public long commitTimeMicros() {
        return commitTimeMicros;
    }

    /** How many changes of that transaction, as the log has them, have been handed over. */
    public long change() {
        return change;
    }

    /**
     * Whether the change with this number of a transaction has been handed over. Once a transaction
     * is complete, its end decides: the next commit record may stand right there.
     */
    boolean covers(long transaction, long number) {
        if (endLsn != 0) {
            return Long.compareUnsigned(transaction, endLsn) < 0;
        }
        int order = Long.compareUnsigned(transaction, commitLsn);
        return order < 0 || (order == 0 && number <= change);
    }

    /** The end of the last commit before what follows this offset; 0 when unknown. */
    long lastCommit() {
        return change != 0 && endLsn != 0 ? endLsn : lastCommit;
    }

    /**
     * The server need not keep the log before this place once the offset is stored; also where to
     * start reading again. Inside a transaction that is its commit record, so that the server sends
     * the transaction again.
     */
    public Lsn resumeFrom() {
        return new Lsn(endLsn != 0 ? endLsn : commitLsn);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put(COMMIT_LSN, commitLsn);
        entries.put(ORDINAL, ordinal);
        entries.put(CHANGE, change);
        if (endLsn != 0) {
            entries.put(END_LSN, endLsn);
        }
        entries.put(LSN, lsn);
        if (lastCommit != 0) {
            entries.put(LAST_COMMIT, lastCommit);
        }
        entries.put(TX_ID, xid);
        entries.put(TIMESTAMP, commitTimeMicros);
        if (skipBefore != 0) {
            entries.put(SKIP_BEFORE, skipBefore);
        }
        entries.put(SYSTEM_ID, history.systemId());
        entries.put(TIMELINE, history.timeline());
        if (adHoc != null) {
            entries.put(AD_HOC, adHoc.text());
        }
        if (snapshot != null) {
            entries.put(SNAPSHOT_PROGRESS, snapshot.toString());
        }
        return entries.entrySet();
    }
}
