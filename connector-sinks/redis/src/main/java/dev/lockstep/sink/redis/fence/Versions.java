package dev.lockstep.sink.redis.fence;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Origin;
import dev.lockstep.sink.change.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * What newer changes have more of, as the scripts compare it: 19 digits of a position or, where a
 * record has none, an o, 19 digits of its offset, and 8 for its topic and partition. For one
 * thread.
 */
public final class Versions {

    private static final int DIGITS = 19;
    private static final int HEX_DIGITS = 8;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private String topic = "";
    private int partition = -1;
    private long origin;

    /** The version of a change. */
    public byte[] of(Change change) {
        long position = change.place().position();
        if (position >= 0) {
            return digits(position);
        }
        byte[] version = new byte[1 + DIGITS + HEX_DIGITS];
        version[0] = 'o';
        digits(Origin.offset(change.record()), version, 1);
        long rest = origin(change.record());
        for (int i = version.length - 1; i > DIGITS; i--) {
            version[i] = HEX[(int) (rest & 15)];
            rest >>>= 4;
        }
        return version;
    }

    /**
     * Whether one change of a key is older than another, as far as their versions tell. Whoever has
     * both need not ask the server.
     */
    public static boolean isOlder(Change one, Change other) {
        return one.place().position() >= 0 && one.place().position() < other.place().position();
    }

    /** Whether two changes have the same form of version, so that the later holds for both. */
    public static boolean compare(Change one, Change other) {
        return (one.place().position() >= 0) == (other.place().position() >= 0);
    }

    /** Whether two versions count the same, so that the greater is the newer. */
    public static boolean areComparable(byte[] one, byte[] other) {
        return one.length == other.length
                && (one.length == DIGITS
                        || Arrays.equals(
                                one, 1 + DIGITS, one.length, other, 1 + DIGITS, other.length));
    }

    /**
     * The exact place in the source's commit order, which no two changes share: 38 digits and the
     * server that they count on; empty where it is not known.
     */
    public static byte[] exact(Change change) {
        Place place = change.place();
        if (place.commitLsn() < 0 || place.ordinal() < 0) {
            return new byte[0];
        }
        String known = place.server() == null ? "" : place.server();
        byte[] server = known.getBytes(StandardCharsets.UTF_8);
        byte[] text = new byte[2 * DIGITS + server.length];
        digits(place.commitLsn(), text, 0);
        digits(place.ordinal(), text, DIGITS);
        System.arraycopy(server, 0, text, 2 * DIGITS, server.length);
        return text;
    }

    /** The offset in Kafka, as 19 digits. */
    public static byte[] offset(Change change) {
        return digits(Origin.offset(change.record()));
    }

    private static byte[] digits(long number) {
        byte[] text = new byte[DIGITS];
        digits(number, text, 0);
        return text;
    }

    private static void digits(long number, byte[] text, int from) {
        long rest = number;
        for (int i = from + DIGITS - 1; i >= from; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    private long origin(SinkRecord record) {
        if (Origin.partition(record) != partition || !Origin.topic(record).equals(topic)) {
            topic = Origin.topic(record);
            partition = Origin.partition(record);
            CRC32 crc = new CRC32();
            crc.update((topic + "-" + partition).getBytes(StandardCharsets.UTF_8));
            origin = crc.getValue();
        }
        return origin;
    }
}
