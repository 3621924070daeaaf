package dev.lockstep.source.postgres.type;

import dev.lockstep.source.postgres.config.TimePrecisionMode;
import java.nio.charset.StandardCharsets;

/**
 * Dates and timestamps from their binary form, which counts from the year 2000, in the modes that
 * count as well. What is rare (infinity, the far future) goes through the parser of its text.
 */
final class BinaryTemporal {

    private static final int EPOCH_DAY = 10_957;
    private static final long EPOCH_MICROS = EPOCH_DAY * DateTimeText.MICROS_PER_DAY;

    private BinaryTemporal() {}

    /** Null where the text is read. */
    static Parser date(TimePrecisionMode mode, Parser text) {
        if (mode == TimePrecisionMode.CONNECT || mode == TimePrecisionMode.ISOSTRING) {
            return null;
        }
        return (bytes, from, to) -> {
            int day = BinaryInts.int32(bytes, from, to);
            return day == Integer.MAX_VALUE || day == Integer.MIN_VALUE
                    ? parse(text, infinity(day))
                    : (Object) (day + EPOCH_DAY);
        };
    }

    /** Null where the text is read. */
    static Parser timestamp(TimePrecisionMode mode, int typeModifier, Parser text) {
        boolean micros =
                mode == TimePrecisionMode.MICROSECONDS
                        || ((mode == TimePrecisionMode.ADAPTIVE
                                        || mode == TimePrecisionMode.ADAPTIVE_TIME_MICROSECONDS)
                                && !TemporalMappings.isMillis(typeModifier));
        if (!micros) {
            return null;
        }
        DateTimeText scratch = new DateTimeText();
        IsoText iso = new IsoText();
        return (bytes, from, to) -> {
            long value = BinaryInts.int64(bytes, from, to);
            if (value == Long.MAX_VALUE || value == Long.MIN_VALUE) {
                return parse(text, infinity(value));
            }
            return value <= Long.MAX_VALUE - EPOCH_MICROS
                    ? value + EPOCH_MICROS
                    : parse(text, farFuture(value, scratch, iso));
        };
    }

    /** Null where the text is read. */
    static Parser time(TimePrecisionMode mode, int typeModifier) {
        boolean micros =
                mode == TimePrecisionMode.MICROSECONDS
                        || mode == TimePrecisionMode.ADAPTIVE_TIME_MICROSECONDS
                        || (mode == TimePrecisionMode.ADAPTIVE
                                && !TemporalMappings.isMillis(typeModifier));
        return micros ? BinaryTemporal::microOfDay : null;
    }

    private static Object microOfDay(byte[] bytes, int from, int to) {
        long micros = BinaryInts.int64(bytes, from, to);
        if (micros < 0 || micros > DateTimeText.MICROS_PER_DAY) {
            throw new MalformedTextException();
        }
        return micros;
    }

    static Parser zonedTimestamp(int typeModifier, Parser text) {
        return new ZonedTimestamp(TemporalMappings.fractionDigits(typeModifier), text);
    }

    /** Remembers the latest: the rows of a transaction often have its time. */
    private static final class ZonedTimestamp implements Parser {

        private final int digits;
        private final Parser text;
        private final DateTimeText scratch = new DateTimeText();
        private final IsoText iso = new IsoText();
        private long latest = Long.MAX_VALUE;
        private Object written;

        ZonedTimestamp(int digits, Parser text) {
            this.digits = digits;
            this.text = text;
        }

        @Override
        public Object parse(byte[] bytes, int from, int to) {
            long value = BinaryInts.int64(bytes, from, to);
            if (value == Long.MAX_VALUE || value == Long.MIN_VALUE) {
                return BinaryTemporal.parse(text, infinity(value));
            }
            if (value != latest) {
                set(scratch, value);
                written = TemporalMappings.utc(scratch, iso, digits);
                latest = value;
            }
            return written;
        }
    }

    private static void set(DateTimeText scratch, long microsSince2000) {
        scratch.set(
                Math.floorDiv(microsSince2000, DateTimeText.MICROS_PER_DAY) + EPOCH_DAY,
                Math.floorMod(microsSince2000, DateTimeText.MICROS_PER_DAY));
    }

    private static String infinity(long sign) {
        return sign > 0 ? "infinity" : "-infinity";
    }

    /** As the server writes it: the year has six digits. */
    private static String farFuture(long value, DateTimeText scratch, IsoText iso) {
        set(scratch, value);
        String date = iso.date(scratch.year(), scratch.month(), scratch.day()).take();
        return date.substring(1) + ' ' + iso.time(scratch.microOfDay()).take();
    }

    private static Object parse(Parser text, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        return text.parse(bytes, 0, bytes.length);
    }
}
