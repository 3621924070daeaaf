package dev.lockstep.event;

/**
 * The place of a change in its source's commit order, packed into one non-negative number.
 *
 * <p>Layout, high to low: 48 bits of {@code commitLsn >>> 3} (log records are 8-byte aligned, so
 * this reaches 2 PiB of log), 15 bits of ordinal. Ordinals past {@link #MAX_ORDINAL} share one
 * position; that is why whoever compares positions must accept an equal one.
 */
public record Position(long value) implements Comparable<Position> {

    public static final long MAX_ORDINAL = 32_767;

    /** The header by which a record without a value, a tombstone, tells the delete's position. */
    public static final String HEADER = "lockstep.position";

    private static final int ORDINAL_BITS = 15;
    private static final int ALIGNMENT_BITS = 3;
    private static final int LSN_BITS = 51;

    public Position {
        if (value < 0) {
            throw new IllegalArgumentException(
                    "Cannot use the position " + value + ": a position is never negative.");
        }
    }

    /** Packs the LSN of a commit record and the 1-based place of a change in its transaction. */
    public static long pack(long commitLsn, long ordinal) {
        if (!fits(commitLsn, ordinal)) {
            throw new IllegalArgumentException(
                    "Cannot pack a position (commit LSN "
                            + new Lsn(commitLsn)
                            + ", ordinal "
                            + ordinal
                            + "): the LSN must be below 2^51 and the ordinal not negative.");
        }
        return commitLsn >>> ALIGNMENT_BITS << ORDINAL_BITS | Math.min(ordinal, MAX_ORDINAL);
    }

    static boolean fits(long commitLsn, long ordinal) {
        return commitLsn >>> LSN_BITS == 0 && ordinal >= 0;
    }

    public static Position of(Lsn commitLsn, long ordinal) {
        return new Position(pack(commitLsn.value(), ordinal));
    }

    /** The LSN of the commit record, rounded down to its alignment. */
    public Lsn commitLsn() {
        return new Lsn(value >>> ORDINAL_BITS << ALIGNMENT_BITS);
    }

    /** The place in the transaction; {@link #MAX_ORDINAL} means that one or any later one. */
    public long ordinal() {
        return value & MAX_ORDINAL;
    }

    @Override
    public int compareTo(Position other) {
        return Long.compare(value, other.value);
    }
}
