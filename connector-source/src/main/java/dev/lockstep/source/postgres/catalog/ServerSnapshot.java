package dev.lockstep.source.postgres.catalog;

import java.util.HashSet;
import java.util.Set;

/**
 * What a query saw, as {@code pg_current_snapshot()} says it: the transactions before {@code xmin}
 * had ended, those from {@code xmax} on and the running ones had not.
 *
 * @param running transaction ids without their epoch, as the log has them
 */
public record ServerSnapshot(long xmin, long xmax, Set<Long> running) {

    private static final long WITHOUT_EPOCH = 0xFFFF_FFFFL;

    /** Reads {@code xmin:xmax:xip,xip,…}. */
    public static ServerSnapshot parse(String text) {
        String[] parts = text.split(":", -1);
        Set<Long> running = new HashSet<>();
        if (!parts[2].isEmpty()) {
            for (String xid : parts[2].split(",", -1)) {
                running.add(Long.parseLong(xid) & WITHOUT_EPOCH);
            }
        }
        return new ServerSnapshot(Long.parseLong(parts[0]), Long.parseLong(parts[1]), running);
    }

    /**
     * Whether the changes of a transaction that has committed were visible.
     *
     * @param xid without its epoch; at most half the number space away, as all that a server knows
     */
    public boolean sees(long xid) {
        // The differences of 32-bit numbers compare them across a wrap-around.
        if ((int) (xid - xmax) >= 0) {
            return false;
        }
        return (int) (xid - xmin) < 0 || !running.contains(xid);
    }
}
