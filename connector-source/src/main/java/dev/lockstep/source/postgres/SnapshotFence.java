package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.stream.LogEntry;
import dev.lockstep.source.postgres.stream.LogEntry.Change;
import dev.lockstep.source.postgres.stream.LogEntry.Commit;
import dev.lockstep.source.postgres.stream.LogEntry.Idle;
import java.util.List;

/**
 * Finds the place of a snapshot in the stream: after everything that committed before it. Used by
 * the task thread only.
 */
final class SnapshotFence {

    private final long at;
    private boolean reached;

    /**
     * @param reached whether the stream starts at the place
     */
    SnapshotFence(long at, boolean reached) {
        this.at = at;
        this.reached = reached;
    }

    boolean isReached() {
        return reached;
    }

    /** How many of the entries come before the place. */
    int before(List<LogEntry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            LogEntry entry = entries.get(i);
            if (entry instanceof Change change && isBehind(change.transaction().commitLsn())) {
                reached = true;
                return i;
            }
            if ((entry instanceof Commit commit && isBehind(commit.endLsn()))
                    || (entry instanceof Idle idle && isBehind(idle.walEnd()))) {
                reached = true;
                return i + 1;
            }
        }
        return entries.size();
    }

    private boolean isBehind(long lsn) {
        return Long.compareUnsigned(lsn, at) >= 0;
    }
}
