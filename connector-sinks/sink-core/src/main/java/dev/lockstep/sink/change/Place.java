package dev.lockstep.sink.change;

/**
 * Where a change stands in the order of its source.
 *
 * @param position {@link dev.lockstep.event.Position}'s value, or {@link #UNKNOWN}
 * @param commitLsn of the source transaction, or {@link #UNKNOWN}
 * @param last whether this is known to be the last change of its transaction; an initial snapshot
 *     is one transaction, each row of an incremental one is a transaction of its own
 * @param ordinal of a change from the log, its exact place among those of its transaction; {@link
 *     #UNKNOWN} of rows that a snapshot has read, and where server or time are not known
 * @param server the logical name of the server whose order it is
 * @param committedAt when, in microseconds since 1970
 */
public record Place(
        long position,
        long commitLsn,
        boolean last,
        long ordinal,
        String server,
        long committedAt) {

    /** In place of a number that the record does not tell. */
    public static final long UNKNOWN = -1;

    /** Of records that do not tell where they come from. */
    public static final Place NOWHERE = new Place(UNKNOWN, UNKNOWN, false);

    /** Of a change whose exact place is not known. */
    public Place(long position, long commitLsn, boolean last) {
        this(position, commitLsn, last, UNKNOWN, null, UNKNOWN);
    }

    /** The same, with the exact place as far as all of it is known. */
    Place exactly(long change, String name, long micros) {
        return commitLsn < 0 || change < 0 || name == null || micros < 0
                ? this
                : new Place(position, commitLsn, last, change, name, micros);
    }
}
