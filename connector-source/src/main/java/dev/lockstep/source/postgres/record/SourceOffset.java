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

    /**
     * Which history of which server positions belong to.
     *
     * @param systemId unique to a database cluster
     * @param timeline counts the promotions of standbys
     */
    public record History(String systemId, int timeline) {}

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
    void carry(AdHocProgress progress) {
        adHoc = progress;
    }

    /** What has been stored of signals and ad hoc snapshots. */
    public Optional<String> adHoc() {
        return Optional.ofNullable(adHoc).map(AdHocProgress::text);
    }

    /** Marks that the change was the last of its transaction, which ends at this place. */
    void complete(long transactionEnd) {
        endLsn = transactionEnd;
    }

    /**
     * Reads an offset that Connect has stored.
     *
     * @throws ConnectException when it is not one of ours
     */
    public static SourceOffset of(Map<String, ?> stored) {
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
        return offset;
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
                        + ", so another connector wrote it. Delete the offsets of this connector"
                        + " (DELETE /connectors/<name>/offsets) to start from the slot's position,"
                        + " or give this connector a topic.prefix of its own.");
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
        entries.put(SYSTEM_ID, history.systemId());
        entries.put(TIMELINE, history.timeline());
        if (adHoc != null) {
            entries.put(AD_HOC, adHoc.text());
        }
        return entries.entrySet();
    }
}
