package dev.lockstep.sink.jdbc.value;

import dev.lockstep.sink.value.Bits;
import dev.lockstep.sink.value.Geometry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/** Values as texts that SQL databases read back as the same values. */
public final class ValueText {

    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private static final HexFormat HEX = HexFormat.of();

    private ValueText() {}

    @SuppressWarnings("JavaLocalTimeGetNano") // the rest stands before the point
    static String of(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof LocalDateTime timestamp) {
            return TIMESTAMP.format(timestamp) + fraction(timestamp.toLocalTime().getNano());
        }
        if (value instanceof OffsetDateTime zoned) {
            return of(zoned.toLocalDateTime()) + offset(zoned.getOffset().getId());
        }
        if (value instanceof LocalTime time) {
            return of(Duration.ofNanos(time.toNanoOfDay()));
        }
        if (value instanceof OffsetTime zoned) {
            return of(zoned.toLocalTime()) + offset(zoned.getOffset().getId());
        }
        if (value instanceof Duration duration) {
            return of(duration);
        }
        return binaryOrDocument(value);
    }

    private static String binaryOrDocument(Object value) {
        if (value instanceof byte[] bytes) {
            return HEX.formatHex(bytes);
        }
        if (value instanceof Bits bits) {
            return bits.text();
        }
        if (value instanceof Geometry geometry) {
            return HEX.formatHex(geometry.wkb());
        }
        return value instanceof Number || value instanceof Boolean || value instanceof Comparable<?>
                ? value.toString()
                : JsonText.of(value);
    }

    /** Hours, minutes and seconds; hours may be more than a day's, and all of it negative. */
    public static String of(Duration duration) {
        Duration size = duration.abs();
        StringBuilder text = new StringBuilder(18);
        if (duration.isNegative()) {
            text.append('-');
        }
        twoDigits(size.toHours(), text);
        text.append(':');
        twoDigits(size.toMinutesPart(), text);
        text.append(':');
        twoDigits(size.toSecondsPart(), text);
        return text.append(fraction(size.toNanosPart())).toString();
    }

    private static void twoDigits(long number, StringBuilder text) {
        if (number < 10) {
            text.append('0');
        }
        text.append(number);
    }

    private static String offset(String id) {
        return id.equals("Z") ? "+00:00" : id;
    }

    private static String fraction(int nanos) {
        if (nanos == 0) {
            return "";
        }
        String digits = Integer.toString(1_000_000_000 + nanos).substring(1);
        int end = digits.length();
        while (digits.charAt(end - 1) == '0') {
            end--;
        }
        return "." + digits.substring(0, end);
    }
}
