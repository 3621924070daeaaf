package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.value.TypeArguments;
import dev.lockstep.sink.value.Bits;
import dev.lockstep.sink.value.ColumnKind;
import dev.lockstep.sink.value.Geometry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a column keeps. A strict session refuses most of what does not fit; what it would round, cut
 * or read as something else is found here.
 *
 * @param kind what its values are converted to first
 * @param exactly to the value that is bound; null where the column would not keep it as it is
 */
record ColumnFit(ColumnKind kind, UnaryOperator<Object> exactly) {

    private static final int MAX_YEAR = 9999;
    private static final int UUID_LENGTH = 36;
    private static final int UUID_VERSION = 14;
    private static final int UUID_VARIANT = 19;
    private static final Pattern LABEL = Pattern.compile("'((?:[^']|'')*)'");

    static ColumnFit of(TargetColumn column) {
        TypeArguments arguments = TypeArguments.of(column.type());
        int length = arguments.first(0);
        return switch (column.family().replace(" unsigned", "")) {
            case "tinyint", "smallint", "mediumint", "int" -> any(ColumnKind.INTEGER);
            case "bigint" ->
                    column.family().endsWith("unsigned") ? decimal(0) : any(ColumnKind.INTEGER);
            case "year" -> fitting(ColumnKind.INTEGER, Long.class, ColumnFit::isYear);
            case "float" -> any(ColumnKind.FLOAT, ColumnFit::single);
            case "double" -> any(ColumnKind.FLOAT, ColumnFit::finite);
            case "decimal" -> decimal(arguments.scale());
            case "varchar" ->
                    fitting(
                            ColumnKind.TEXT,
                            String.class,
                            text -> text.codePointCount(0, text.length()) <= length);
            case "enum", "set" -> labels(column.type());
            case "binary" ->
                    fitting(ColumnKind.BYTES, byte[].class, bytes -> bytes.length == length);
            default -> temporalOrOther(column, length);
        };
    }

    private static ColumnFit temporalOrOther(TargetColumn column, int digits) {
        LongPredicate fraction = nanos -> nanos % unit(digits) == 0;
        return switch (column.family()) {
            case "date" ->
                    fitting(ColumnKind.DATE, LocalDate.class, date -> isCommonEra(date.getYear()));
            case "datetime" ->
                    fitting(
                            ColumnKind.TIMESTAMP,
                            LocalDateTime.class,
                            time ->
                                    isCommonEra(time.getYear())
                                            && fraction.test(time.toLocalTime().toNanoOfDay()));
            case "timestamp" ->
                    any(
                            ColumnKind.TIMESTAMP_TZ,
                            value -> {
                                LocalDateTime utc = ((OffsetDateTime) value).toLocalDateTime();
                                boolean kept =
                                        isCommonEra(utc.getYear())
                                                && fraction.test(utc.toLocalTime().toNanoOfDay());
                                return kept ? utc : null;
                            });
            case "time" ->
                    fitting(ColumnKind.TEXT, String.class, text -> fractionDigits(text) <= digits);
            case "json" -> any(ColumnKind.JSON);
            case "uuid" -> fitting(ColumnKind.TEXT, String.class, ColumnFit::isUuid);
            case "tinyblob", "blob", "mediumblob", "longblob", "varbinary" -> any(ColumnKind.BYTES);
            case "bit" -> any(ColumnKind.BITS, bits -> ((Bits) bits).bytes());
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection",
                    "geomcollection" ->
                    any(ColumnKind.GEOMETRY, shape -> StoredGeometry.of((Geometry) shape));
            default -> any(ColumnKind.TEXT);
        };
    }

    private interface Condition<T> {
        boolean holds(T value);
    }

    private static ColumnFit any(ColumnKind kind) {
        return new ColumnFit(kind, UnaryOperator.identity());
    }

    private static ColumnFit any(ColumnKind kind, UnaryOperator<Object> exactly) {
        return new ColumnFit(kind, exactly);
    }

    private static <T> ColumnFit fitting(ColumnKind kind, Class<T> type, Condition<T> condition) {
        return any(kind, value -> condition.holds(type.cast(value)) ? value : null);
    }

    /** Further digits would be rounded off with no more than a note. */
    private static ColumnFit decimal(int scale) {
        return fitting(
                ColumnKind.DECIMAL,
                BigDecimal.class,
                value -> value.scale() <= scale || value.stripTrailingZeros().scale() <= scale);
    }

    /** Two digits would stand for a year near 2000. */
    private static boolean isYear(long year) {
        return year == 0 || year > 100;
    }

    private static Object finite(Object value) {
        return Double.isFinite(((Number) value).doubleValue()) ? value : null;
    }

    private static Object single(Object value) {
        double exact = ((Number) value).doubleValue();
        float kept = (float) exact;
        return Double.isFinite(exact) && kept == exact ? Float.valueOf(kept) : null;
    }

    private static boolean isCommonEra(int year) {
        return year > 0 && year <= MAX_YEAR;
    }

    /** MariaDB refuses texts of those of versions above 7 without the variant, and swaps bytes. */
    private static boolean isUuid(String text) {
        return text.length() != UUID_LENGTH
                || Character.digit(text.charAt(UUID_VERSION), 16) < 8
                || Character.digit(text.charAt(UUID_VARIANT), 16) >= 8;
    }

    private static int unit(int digits) {
        int unit = 1_000_000_000;
        for (int i = 0; i < digits; i++) {
            unit /= 10;
        }
        return unit;
    }

    private static int fractionDigits(String time) {
        int point = time.indexOf('.');
        return point < 0 ? 0 : time.length() - point - 1;
    }

    /** Digits that are no label would be read as the number of one. */
    private static ColumnFit labels(String type) {
        Matcher matcher = LABEL.matcher(type);
        List<String> labels =
                matcher.results().map(found -> found.group(1).replace("''", "'")).toList();
        return fitting(
                ColumnKind.TEXT, String.class, text -> !isNumber(text) || labels.contains(text));
    }

    private static boolean isNumber(String text) {
        return text.chars().allMatch(each -> each >= '0' && each <= '9');
    }
}
