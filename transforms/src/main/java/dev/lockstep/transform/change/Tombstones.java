package dev.lockstep.transform.change;

import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Remembers which deletes a transform singled out (dropped, or matched), so that the tombstone
 * behind each gets the same treatment. What {@link LatestDeletes} forgets counts as not singled
 * out.
 */
public final class Tombstones {

    private final LatestDeletes<Boolean> deletes = new LatestDeletes<>();

    /** To be called for every delete. */
    public void afterDelete(ConnectRecord<?> delete, boolean singledOut) {
        deletes.remember(delete, singledOut ? Boolean.TRUE : null);
    }

    /** Whether the delete before this tombstone was singled out. */
    public boolean follows(ConnectRecord<?> tombstone) {
        return deletes.before(tombstone) != null;
    }
}
