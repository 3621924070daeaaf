package dev.lockstep.source.postgres.record;

import dev.lockstep.source.postgres.stream.LogEntry.Change;
import dev.lockstep.source.postgres.stream.LogEntry.Transaction;

/**
 * How far the log has been taken: the transaction, how many of its changes have come, and how many
 * events they make. Counts what filters leave out and what had been handed out before a restart, so
 * that numbers mean the same whatever is configured. Used by the task thread only.
 */
final class LogPlace {

    private final SourceOffset resume;

    private TransactionStamp stamp;

    /** Transactions that committed earlier are left out, until the first that did not; else 0. */
    private long startTime;

    /** Of a snapshot that is not complete yet; null when there is none. */
    private SnapshotProgress snapshot;

    private long lastCommit;
    private long lsn;
    private long ordinal;
    private long change;
    private boolean seen;
    private AdHocProgress carried;

    LogPlace(SourceOffset resume) {
        this.resume = resume;
        this.lastCommit = resume.lastCommit();
        this.startTime = resume.skipBefore();
        this.snapshot = resume.snapshot().orElse(null);
    }

    boolean isInTransaction() {
        return stamp != null;
    }

    boolean isIn(Transaction transaction) {
        return stamp != null && stamp.transaction.commitLsn() == transaction.commitLsn();
    }

    void begin(Transaction transaction, long nowMicros) {
        stamp = new TransactionStamp(transaction, lastCommit, nowMicros);
        ordinal = 0;
        change = 0;
        if (transaction.commitTimeMicros() >= startTime) {
            startTime = 0;
        }
    }

    /** Counts a change of the log. */
    void enter(Change row) {
        lsn = row.lsn();
        change++;
        seen = isLeftOut(change);
    }

    /** Sets what offsets carry besides the place. */
    void carry(AdHocProgress progress) {
        carried = progress;
    }

    /** Counts an event of the change. */
    void event() {
        ordinal++;
    }

    void end(long endLsn) {
        lastCommit = endLsn;
        stamp = null;
    }

    /** Whether the change had been handed out before the last restart, or is before the start. */
    boolean isSeen() {
        return seen;
    }

    TransactionStamp stamp() {
        return stamp;
    }

    long lsn() {
        return lsn;
    }

    /** The place of the latest event in its transaction. */
    long ordinal() {
        return ordinal;
    }

    long change() {
        return change;
    }

    /** The offset of everything up to this change. */
    SourceOffset offset() {
        SourceOffset offset =
                new SourceOffset(
                        resume.history(),
                        stamp.transaction.commitLsn(),
                        ordinal,
                        change,
                        lsn,
                        stamp.lastCommit,
                        stamp.transaction.xid(),
                        stamp.commitTimeMicros);
        offset.carry(carried);
        offset.advance(snapshot);
        return offset;
    }

    /**
     * The offset of the whole transaction, which ends here.
     *
     * @return null when that had been handed out before the last restart, or is left out
     */
    SourceOffset endOffset(long endLsn) {
        if (isLeftOut(Long.MAX_VALUE)) {
            return null;
        }
        SourceOffset end = offset();
        end.complete(endLsn);
        return end;
    }

    /** The offset of everything up to a place between transactions. */
    SourceOffset between(long walEnd) {
        SourceOffset offset =
                SourceOffset.between(resume.history(), walEnd, lastCommit)
                        .skippingBefore(startTime);
        offset.advance(snapshot);
        offset.carry(carried);
        return offset;
    }

    /** What comes is placed behind a snapshot that has been handed over so far. */
    void reach(SourceOffset behind) {
        snapshot = behind.snapshot().orElse(null);
    }

    private boolean isLeftOut(long number) {
        return startTime != 0 || resume.covers(stamp.transaction.commitLsn(), number);
    }
}
