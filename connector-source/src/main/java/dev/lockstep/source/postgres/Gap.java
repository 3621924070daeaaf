package dev.lockstep.source.postgres;

import dev.lockstep.event.Lsn;
import dev.lockstep.source.postgres.record.SourceOffset;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Changes that follow the stored offset and that the server can no longer give, or not as they
 * were.
 *
 * @param stored what Connect has stored
 * @param cause what has happened and which changes that concerns, without a full stop
 * @param advice what to do about it
 * @param goOnAt the first place from which everything can be read; null when only a new slot has
 *     one
 */
record Gap(SourceOffset stored, String slot, String cause, String advice, Lsn goOnAt) {

    /** For a server that has everything to go on with: only the place was lost. */
    static String startAfresh(String slot) {
        return "To go on without those changes, stop the connector, delete its offsets (DELETE"
                + " /connectors/<name>/offsets), drop slot "
                + slot
                + " if it exists, and start the connector again; or set gap.policy to"
                + " warn, or to snapshot to have all rows read again.";
    }

    private String problem() {
        return "Cannot resume from LSN " + stored.resumeFrom() + " (slot " + slot + "): " + cause;
    }

    ConnectException failure() {
        return new ConnectException(problem() + ". " + advice);
    }

    /** What is logged when the connector goes on all the same. */
    String warning(SourceOffset resume) {
        return problem()
                + ". Going on at "
                + resume.resumeFrom()
                + ", since gap.policy is warn: compare source and targets.";
    }

    /** What is logged when all rows are read again. */
    String snapshotWarning() {
        return problem()
                + ". A new snapshot is taken, since gap.policy is snapshot or snapshot.mode is"
                + " when_needed. Rows that were deleted in between stay in the targets.";
    }
}
