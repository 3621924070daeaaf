package dev.lockstep.sink.change;

/**
 * Where a change stands in the order of its source.
 *
 * @param position {@link dev.lockstep.event.Position}'s value, or {@link #UNKNOWN}
 * @param commitLsn of the source transaction, or {@link #UNKNOWN}
 * @param last whether this is known to be the last change of its transaction; an initial snapshot
 *     is one transaction, each row of an incremental one is a transaction of its own
 */
public record Place(long position, long commitLsn, boolean last) {

    /** In place of a number that the record does not tell. */
    public static final long UNKNOWN = -1;

    /** Of records that do not tell where they come from. */
    public static final Place NOWHERE = new Place(UNKNOWN, UNKNOWN, false);
}
