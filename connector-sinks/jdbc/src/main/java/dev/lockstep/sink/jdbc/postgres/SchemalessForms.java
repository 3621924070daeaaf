package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.postgres.ValueForm.Kind;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.value.JsonText;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of values whose record has no schema, by the column that they are for: what Debezium's
 * conventions make of a column of that type at the source, as JSON shows it.
 */
final class SchemalessForms {

    private static final Pattern LENGTH = Pattern.compile("\\((\\d+)(?:,(-?\\d+))?\\)");

    private SchemalessForms() {}

    /**
     * The form of a column's values.
     *
     * @param base64Decimals see {@link PostgresOptions}
     */
    static ValueForm of(TargetColumn column, boolean base64Decimals) {
        return of(column.family(), column.type(), base64Decimals);
    }

    private static ValueForm of(String family, String type, boolean base64Decimals) {
        if (family.endsWith("[]")) {
            String element = family.substring(0, family.length() - 2);
            return SchemaForms.list(of(element, type, base64Decimals));
        }
        return switch (family) {
            case "boolean" -> SchemaForms.bool();
            case "smallint", "integer", "bigint", "oid" -> SchemaForms.integer();
            case "real", "double precision" -> real();
            case "numeric" -> DecimalForms.schemaless(base64Decimals ? scale(type) : -1);
            case "money" -> DecimalForms.schemaless(base64Decimals ? 2 : -1);
            case "\"bit\"", "bit varying" -> bits(type);
            case "point" -> GeometryText.point();
            default -> temporal(family, type);
        };
    }

    /** Counts as Debezium's adaptive mode has them, or texts of ISO 8601. */
    private static ValueForm temporal(String family, String type) {
        String unit = length(type) >= 0 && length(type) <= 3 ? "" : "Micro";
        return switch (family) {
            case "date" -> TemporalForms.countOrText("Date", "IsoDate");
            case "time without time zone" -> TemporalForms.countOrText(unit + "Time", "IsoTime");
            case "timestamp without time zone" ->
                    TemporalForms.countOrText(unit + "Timestamp", "IsoTimestamp");
            case "timestamp with time zone" ->
                    TemporalForms.countOrText(unit + "Timestamp", "ZonedTimestamp");
            case "interval" -> interval();
            default -> other(family);
        };
    }

    private static ValueForm other(String family) {
        if (TextForms.isNamed(family, "geometry") || TextForms.isNamed(family, "geography")) {
            return GeometryText.geometry();
        }
        if (!TextForms.isHstore(family)) {
            return SchemaForms.string();
        }
        return ValueForm.ofText(
                Kind.STRING, value -> value instanceof String text ? text : JsonText.of(value));
    }

    /** A number of microseconds, or ISO 8601's text. */
    private static ValueForm interval() {
        return ValueForm.ofText(
                Kind.STRING,
                value ->
                        value instanceof String text
                                ? text
                                : Calendar.time(SchemaForms.integer(value)));
    }

    /** JSON has no number for what is not finite, so that its name comes as a text. */
    private static ValueForm real() {
        return ValueForm.ofObject(Kind.REAL, value -> value, Object::toString);
    }

    private static ValueForm bits(String type) {
        int length = length(type);
        ValueForm bits = BitText.form(length < 0 ? Integer.MAX_VALUE : length);
        return ValueForm.ofText(
                Kind.STRING,
                value -> {
                    if (value instanceof Boolean bit) {
                        return bit ? "1" : "0";
                    }
                    return bits.text().apply(decoded(value));
                });
    }

    private static Object decoded(Object value) {
        if (!(value instanceof String base64)) {
            return value;
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new UnfitValueException("its text is not base64");
        }
    }

    /** What stands in brackets behind a type's name; -1 when nothing does. */
    private static int length(String type) {
        Matcher brackets = LENGTH.matcher(type);
        return brackets.find() ? Integer.parseInt(brackets.group(1)) : -1;
    }

    /** The source counts digits that are always 0 into the precision: no scale is negative. */
    private static int scale(String type) {
        Matcher brackets = LENGTH.matcher(type);
        if (!brackets.find()) {
            return -1;
        }
        return brackets.group(2) == null ? 0 : Math.max(0, Integer.parseInt(brackets.group(2)));
    }
}
