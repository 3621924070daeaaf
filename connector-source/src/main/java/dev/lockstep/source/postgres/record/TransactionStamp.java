package dev.lockstep.source.postgres.record;

import dev.lockstep.source.postgres.stream.LogEntry.Transaction;

/**
 * What the source blocks of a transaction's events have in common, boxed once. A message outside of
 * any transaction has no commit time: it is stamped with the time at which it was read.
 */
final class TransactionStamp {

    final Transaction transaction;
    final Long tsMs;
    final Long tsUs;
    final Long tsNs;
    final Long xid;
    final Long commitLsn;
    final Long originLsn;
    final String originName;
    final long commitTimeMicros;

    /** The end of the commit before; 0 when unknown. */
    final long lastCommit;

    /** The beginning of {@code sequence}, up to the LSN of the change. */
    final String sequencePrefix;

    TransactionStamp(Transaction transaction, long lastCommit, long nowMicros) {
        this.transaction = transaction;
        this.commitTimeMicros =
                transaction.commitTimeMicros() != 0 ? transaction.commitTimeMicros() : nowMicros;
        this.tsMs = Math.floorDiv(commitTimeMicros, 1_000L);
        this.tsUs = commitTimeMicros;
        this.tsNs = commitTimeMicros * 1_000L;
        this.xid = transaction.xid() == 0 ? null : transaction.xid();
        this.commitLsn = transaction.commitLsn();
        this.originName = transaction.origin() == null ? null : transaction.origin().name();
        this.originLsn = transaction.origin() == null ? null : transaction.origin().lsn();
        this.lastCommit = lastCommit;
        this.sequencePrefix = lastCommit == 0 ? "[null,\"" : "[\"" + lastCommit + "\",\"";
    }
}
