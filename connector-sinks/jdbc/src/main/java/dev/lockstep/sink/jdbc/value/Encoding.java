package dev.lockstep.sink.jdbc.value;

import dev.lockstep.sink.value.Bits;
import dev.lockstep.sink.value.ColumnKind;
import dev.lockstep.sink.value.Geometry;
import dev.lockstep.sink.value.TemporalDecoding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * From plain Java values to those of one kind of column. Texts are read where the kind is not text:
 * sources can be told to represent decimals, dates and the like so. What would lose something
 * throws.
 */
final class Encoding {

    private Encoding() {}

    /** For values that are not null. */
    static UnaryOperator<Object> of(ColumnKind kind) {
        return switch (kind) {
            case BOOLEAN -> Encoding::bool;
            case INTEGER -> Encoding::integer;
            case FLOAT -> Encoding::floating;
            case DECIMAL -> Encoding::decimal;
            case TEXT, INTERVAL -> ValueText::of;
            case JSON -> Encoding::json;
            case BYTES -> Encoding::bytes;
            case DATE -> Encoding::date;
            case TIME -> Encoding::time;
            case TIME_TZ -> Encoding::zonedTime;
            case TIMESTAMP -> Encoding::timestamp;
            case TIMESTAMP_TZ -> Encoding::zonedTimestamp;
            case UUID -> value -> UUID.fromString((String) value);
            case BITS -> Encoding::bits;
            case GEOMETRY -> value -> (Geometry) value;
            case ANY -> Encoding::any;
        };
    }

    private static Object bool(Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        if (value instanceof String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "t", "1" -> true;
                case "false", "f", "0" -> false;
                default -> throw new IllegalArgumentException();
            };
        }
        long number = integer(value);
        if (number != 0 && number != 1) {
            throw new IllegalArgumentException();
        }
        return number == 1;
    }

    private static Long integer(Object value) {
        if (value instanceof Long number) {
            return number;
        }
        if (value instanceof Boolean bool) {
            return bool ? 1L : 0L;
        }
        return decimal(value).longValueExact();
    }

    private static Object floating(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return value;
        }
        if (value instanceof String text) {
            return switch (text) {
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> Double.valueOf(text);
            };
        }
        return ((Number) value).doubleValue();
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal number) {
            return number;
        }
        if (value instanceof String text) {
            return new BigDecimal(text);
        }
        if (value instanceof Long number) {
            return BigDecimal.valueOf(number);
        }
        if (value instanceof Bits bits) {
            return new BigDecimal(bits.value());
        }
        // The digits that the number is written with, not those of its binary form.
        return new BigDecimal(((Number) value).toString());
    }

    private static Object json(Object value) {
        return value instanceof String ? value : JsonText.of(value);
    }

    private static Object bytes(Object value) {
        if (value instanceof Bits bits) {
            return bits.bytes();
        }
        if (value instanceof Geometry geometry) {
            return geometry.wkb();
        }
        return value instanceof String text
                ? text.getBytes(StandardCharsets.UTF_8)
                : (byte[]) value;
    }

    private static Object date(Object value) {
        if (value instanceof String text) {
            return TemporalDecoding.isoDate(text);
        }
        return value instanceof LocalDateTime timestamp && isMidnight(timestamp)
                ? timestamp.toLocalDate()
                : (LocalDate) value;
    }

    private static boolean isMidnight(LocalDateTime timestamp) {
        return timestamp.toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    private static Object time(Object value) {
        return value instanceof String text ? TemporalDecoding.isoTime(text) : (LocalTime) value;
    }

    private static Object zonedTime(Object value) {
        if (value instanceof LocalTime time) {
            return time.atOffset(ZoneOffset.UTC);
        }
        return value instanceof String text ? OffsetTime.parse(text) : (OffsetTime) value;
    }

    private static Object timestamp(Object value) {
        if (value instanceof LocalDateTime) {
            return value;
        }
        if (value instanceof OffsetDateTime zoned) {
            return zoned.toLocalDateTime();
        }
        return value instanceof LocalDate date
                ? date.atStartOfDay()
                : TemporalDecoding.isoTimestamp((String) value);
    }

    private static Object zonedTimestamp(Object value) {
        if (value instanceof LocalDateTime timestamp) {
            return timestamp.atOffset(ZoneOffset.UTC);
        }
        return value instanceof String text
                ? TemporalDecoding.zoned(text.replace(' ', 'T'))
                : (OffsetDateTime) value;
    }

    private static Object bits(Object value) {
        if (value instanceof Boolean bool) {
            return new Bits(bool ? BigInteger.ONE : BigInteger.ZERO, 1);
        }
        return value instanceof String text
                ? new Bits(new BigInteger(text, 2), text.length())
                : (Bits) value;
    }

    /** What any driver takes: numbers and byte arrays as they are, the rest as text. */
    private static Object any(Object value) {
        if (value instanceof Number && !(value instanceof BigDecimal)) {
            return value;
        }
        return value instanceof byte[] || value instanceof Geometry
                ? bytes(value)
                : ValueText.of(value);
    }
}
