package dev.lockstep.sink.jdbc.postgres;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;

/**
 * The source's own type, where the schema tells it and it is one that every PostgreSQL has. Other
 * databases have types of the same names, so that the schema must agree.
 */
final class SourceTypes {

    private static final String TYPE = "__debezium.source.column.type";
    private static final String LENGTH = "__debezium.source.column.length";
    private static final String SCALE = "__debezium.source.column.scale";

    private static final int MAX_PRECISION = 1000;

    private static final String ZONED_TIMESTAMP = "io.debezium.time.ZonedTimestamp";

    private static final Map<String, String> WITHOUT_LENGTH =
            Map.ofEntries(
                    Map.entry("bool", "boolean"),
                    Map.entry("int2", "smallint"),
                    Map.entry("int4", "integer"),
                    Map.entry("int8", "bigint"),
                    Map.entry("smallserial", "smallint"),
                    Map.entry("serial", "integer"),
                    Map.entry("bigserial", "bigint"),
                    Map.entry("float4", "real"),
                    Map.entry("float8", "double precision"));

    private static final Set<String> SAME_NAME =
            Set.of(
                    "text",
                    "bytea",
                    "uuid",
                    "jsonb",
                    "json",
                    "xml",
                    "date",
                    "inet",
                    "cidr",
                    "macaddr",
                    "macaddr8",
                    "money",
                    "oid",
                    "name",
                    "point",
                    "line",
                    "lseg",
                    "box",
                    "path",
                    "polygon",
                    "circle",
                    "tsvector",
                    "tsquery",
                    "jsonpath",
                    "pg_lsn",
                    "pg_snapshot",
                    "txid_snapshot",
                    "xid8",
                    "tid",
                    "int4range",
                    "int8range",
                    "numrange",
                    "daterange",
                    "tsrange",
                    "tstzrange",
                    "int4multirange",
                    "int8multirange",
                    "nummultirange",
                    "datemultirange",
                    "tsmultirange",
                    "tstzmultirange");

    private SourceTypes() {}

    /** Null where the schema does not tell it, or it is unknown. */
    static String of(Schema schema) {
        Map<String, String> parameters = schema.parameters();
        String type = parameters == null ? null : parameters.get(TYPE);
        if (type == null) {
            return null;
        }
        String name = type.toLowerCase(Locale.ROOT);
        boolean array = name.startsWith("_");
        if (array != (schema.type() == Schema.Type.ARRAY)) {
            return null;
        }
        int length = number(parameters.get(LENGTH));
        int scale = number(parameters.get(SCALE));
        return array
                ? suffixed(element(name.substring(1), length, scale))
                : scalar(name, length, scale, schema);
    }

    private static String suffixed(String element) {
        return element == null ? null : element + "[]";
    }

    private static String element(String name, int length, int scale) {
        String known = known(name, length, scale);
        return known == null && name.equals("numeric") ? "numeric" : known;
    }

    private static String scalar(String name, int length, int scale, Schema schema) {
        return name.equals("timestamp") && ZONED_TIMESTAMP.equals(schema.name())
                ? null
                : known(name, length, scale);
    }

    private static String known(String name, int length, int scale) {
        String plain = WITHOUT_LENGTH.get(name);
        if (plain != null) {
            return plain;
        }
        if (SAME_NAME.contains(name)) {
            return name;
        }
        return switch (name) {
            case "varchar" -> sized("character varying", length);
            case "bpchar" -> sized("character", length);
            case "bit" -> length > 0 ? sized("bit", length) : null;
            case "varbit" -> sized("bit varying", length);
            case "numeric" -> decimal(length, scale);
            case "interval" -> "interval" + fraction(scale);
            case "time" -> "time" + fraction(scale) + " without time zone";
            case "timetz" -> "time" + fraction(scale) + " with time zone";
            case "timestamp" -> "timestamp" + fraction(scale) + " without time zone";
            case "timestamptz" -> "timestamp" + fraction(scale) + " with time zone";
            default -> null;
        };
    }

    /** Null where the schema knows better: without a precision, or with a scale beyond it. */
    private static String decimal(int precision, int scale) {
        if (precision > MAX_PRECISION) {
            return "numeric";
        }
        return precision > 0 && precision <= MAX_PRECISION && scale >= 0 && scale <= precision
                ? "numeric(" + precision + "," + scale + ")"
                : null;
    }

    private static String sized(String name, int length) {
        boolean limited = length > 0 && length < 10_485_760;
        if (!limited) {
            return name.equals("character") ? "bpchar" : name;
        }
        return name + "(" + length + ")";
    }

    private static String fraction(int scale) {
        return scale >= 0 && scale < 6 ? "(" + scale + ")" : "";
    }

    private static int number(String text) {
        return text == null || !text.matches("-?\\d{1,9}") ? -1 : Integer.parseInt(text);
    }
}
