package dev.lockstep.sink.change;

import dev.lockstep.event.Position;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Where a tombstone stands. A reader that begins right at one, after a rebalance or a replay, has
 * not seen its delete, and what its target has of the row may be newer.
 */
final class TombstonePlace {

    private static final int LONGEST = 19;

    private TombstonePlace() {}

    /** By the header that Lockstep's source connector gives it; nowhere without. */
    static Place of(SinkRecord record) {
        Header header = record.headers().lastWithName(Position.HEADER);
        long position = header == null ? Place.UNKNOWN : position(header.value());
        return position < 0 ? Place.NOWHERE : new Place(position, Place.UNKNOWN, false);
    }

    /** Converters of headers make numbers or texts of numbers. */
    private static long position(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof String text && isNumber(text)) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                return Place.UNKNOWN;
            }
        }
        return Place.UNKNOWN;
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
