package dev.lockstep.event;

import java.util.OptionalLong;

/**
 * The position of an event in the order of its source's log, from whatever the source block holds.
 *
 * <p>Invariant: among the events of one server's log, a later one never gets a smaller position.
 * Where a source block cannot promise that, there is no position.
 *
 * <ul>
 *   <li>Lockstep: {@code position}, else {@code commit_lsn} and {@code ordinal} packed.
 *   <li>Debezium for PostgreSQL: {@code sequence} names the end of the commit before the event's
 *       own transaction, which is packed with ordinal 0. All changes of a transaction are equal,
 *       larger than any position of the transaction before, and not larger than the positions that
 *       Lockstep itself gives them. Initial snapshots have none: their LSN may be older or newer
 *       than what the snapshot saw.
 *   <li>MySQL and MariaDB: 20 bits of binlog file number, 32 bits of {@code pos}, 11 bits of {@code
 *       row} within the event (2047 stands for any later one). A server that starts its binlog
 *       anew, or another one that takes over, starts a new order.
 *   <li>Others have none: the log sequence numbers of SQL Server and Db2 do not fit 63 bits, and
 *       Oracle's and MongoDB's are not unique to a change.
 * </ul>
 */
final class DerivedPosition {

    private static final int FILE_BITS = 20;
    private static final int POS_BITS = 32;
    private static final int ROW_BITS = 11;
    private static final long MAX_ROW = (1L << ROW_BITS) - 1;

    private DerivedPosition() {}

    static OptionalLong of(SourceBlock source) {
        Row block = source.fields();
        OptionalLong position = Values.number(block, FieldNames.POSITION);
        if (position.isPresent()) {
            return position.getAsLong() >= 0 ? position : OptionalLong.empty();
        }
        OptionalLong commitLsn = source.commitLsn();
        OptionalLong ordinal = source.ordinal();
        if (commitLsn.isPresent() && ordinal.isPresent()) {
            return packed(commitLsn.getAsLong(), ordinal.getAsLong());
        }
        return switch (source.connector().orElse("")) {
            case "postgresql" -> fromSequence(source);
            case "mysql", "mariadb" -> fromBinlog(block);
            default -> OptionalLong.empty();
        };
    }

    private static OptionalLong packed(long commitLsn, long ordinal) {
        return Position.fits(commitLsn, ordinal)
                ? OptionalLong.of(Position.pack(commitLsn, ordinal))
                : OptionalLong.empty();
    }

    /** {@code ["<last commit>","<lsn>"]}; the first is null until a commit was seen. */
    private static OptionalLong fromSequence(SourceBlock source) {
        String marker = source.snapshotMarker();
        if (!marker.equals("false") && !marker.equals("incremental")) {
            return OptionalLong.empty();
        }
        String sequence = Values.text(source.fields(), FieldNames.SEQUENCE).orElse("");
        int end = sequence.indexOf('"', 2);
        if (!sequence.startsWith("[\"") || end < 0) {
            return OptionalLong.empty();
        }
        OptionalLong lastCommit = digits(sequence, 2, end);
        return lastCommit.isPresent() ? packed(lastCommit.getAsLong(), 0) : OptionalLong.empty();
    }

    private static OptionalLong fromBinlog(Row block) {
        String file = Values.text(block, "file").orElse("");
        OptionalLong number = digits(file, file.lastIndexOf('.') + 1, file.length());
        OptionalLong pos = Values.number(block, "pos");
        OptionalLong row = Values.number(block, "row");
        if (!within(number, FILE_BITS) || !within(pos, POS_BITS) || !within(row, Integer.SIZE)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                number.getAsLong() << (POS_BITS + ROW_BITS)
                        | pos.getAsLong() << ROW_BITS
                        | Math.min(row.getAsLong(), MAX_ROW));
    }

    private static boolean within(OptionalLong number, int bits) {
        return number.isPresent() && number.getAsLong() >>> bits == 0;
    }

    /** The number in {@code text[from, to)}; empty unless it is 1 to 18 digits. */
    private static OptionalLong digits(String text, int from, int to) {
        if (to <= from || to - from > 18) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            number = number * 10 + digit;
        }
        return OptionalLong.of(number);
    }
}
