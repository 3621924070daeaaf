package dev.lockstep.cli.slot;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.lockstep.event.Lsn;

/**
 * A replication slot as the server tells it. What a version or a kind of slot does not have is
 * null.
 *
 * @param pid the process that reads from it
 * @param restartLsn the oldest log that the server keeps for it
 * @param confirmedLsn up to where its reader has it for good
 * @param retainedBytes from there to the end of the log
 * @param unconfirmedBytes what its reader has yet to confirm
 * @param walStatus whether the log that it needs is there
 */
public record Slot(
        String name,
        String plugin,
        String database,
        boolean active,
        Integer pid,
        Lsn restartLsn,
        Lsn confirmedLsn,
        Long retainedBytes,
        Long unconfirmedBytes,
        String walStatus,
        String invalidationReason,
        boolean failover) {

    /** Whether the server has given up keeping what it needs. */
    public boolean invalidated() {
        return "lost".equals(walStatus) || invalidationReason != null;
    }

    /** What became of the log it needs, in a word. */
    @JsonIgnore
    public String condition() {
        return invalidationReason == null ? walStatus : "lost: " + invalidationReason;
    }
}
