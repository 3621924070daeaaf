package dev.lockstep.source.postgres.type;

import dev.lockstep.source.postgres.type.PgType.Kind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What the schema of a column can tell of its type in the database, in the parameters of Debezium,
 * whose lengths and scales are those of the JDBC driver.
 *
 * @param name as {@code pg_type} has it
 * @param root the type that the modifier is of: without domains, and of an array its elements'
 */
record SourceType(String name, String root, int modifier) {

    private static final String PREFIX = "__debezium.source.column.";
    private static final int NONE = -1;
    private static final int UNLIMITED = Integer.MAX_VALUE;

    /** Before the precision and scale of a numeric, and the length of a text. */
    private static final int MODIFIER_HEADER = 4;

    /** As many digits and a point has the largest number. */
    private static final int LONGEST_NUMBER = 131_089;

    private static final int LONGEST_INTERVAL = 49;
    private static final int LONGEST_DATE = 13;
    private static final int TIME = "00:00:00".length();
    private static final int ZONE = "+11:30".length();

    /** When a type says nothing else, its times have microseconds. */
    private static final int MICROSECONDS = 6;

    static SourceType of(PgType column, int columnModifier, IntFunction<PgType> types) {
        PgType root = column;
        int modifier = columnModifier;
        while (root.kind() == Kind.DOMAIN || root.kind() == Kind.ARRAY) {
            boolean domain = root.kind() == Kind.DOMAIN;
            modifier = domain && modifier == NONE ? root.baseTypeModifier() : modifier;
            root = types.apply(domain ? root.baseOid() : root.elementOid());
        }
        boolean builtin = root.schema().equals("pg_catalog");
        return new SourceType(column.name(), builtin ? root.name() : "", modifier);
    }

    Map<String, String> parameters(String column) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put(PREFIX + "type", name.toUpperCase(Locale.ENGLISH));
        parameters.put(PREFIX + "length", Integer.toString(length()));
        parameters.put(PREFIX + "scale", Integer.toString(scale()));
        parameters.put(PREFIX + "name", column);
        return parameters;
    }

    private int length() {
        return switch (root) {
            case "bool", "char" -> 1;
            case "int2" -> 5;
            case "int4", "oid" -> 10;
            case "int8" -> 19;
            case "float4" -> 8;
            case "float8" -> 17;
            case "numeric" ->
                    modifier == NONE
                            ? LONGEST_NUMBER
                            : (modifier - MODIFIER_HEADER) >>> Short.SIZE & 0xFFFF;
            case "varchar", "bpchar" -> modifier == NONE ? UNLIMITED : modifier - MODIFIER_HEADER;
            case "bit", "varbit" -> modifier == NONE ? UNLIMITED : modifier;
            case "date" -> LONGEST_DATE;
            case "time" -> TIME + fraction();
            case "timetz" -> TIME + fraction() + ZONE;
            case "timestamp" -> LONGEST_DATE + 1 + TIME + fraction();
            case "timestamptz" -> LONGEST_DATE + 1 + TIME + fraction() + ZONE;
            case "interval" -> LONGEST_INTERVAL;
            default -> UNLIMITED;
        };
    }

    /** The driver counts two digits where there is one. */
    private int fraction() {
        int digits = scale();
        return digits == 0 ? 0 : 1 + Math.max(digits, 2);
    }

    private int scale() {
        return switch (root) {
            case "float4" -> 8;
            case "float8" -> 17;
            case "numeric" -> modifier == NONE ? 0 : NumericMappings.declaredScale(modifier);
            case "time", "timetz", "timestamp", "timestamptz" ->
                    modifier == NONE ? MICROSECONDS : modifier;
            case "interval" -> modifier == NONE ? MICROSECONDS : modifier & 0xFFFF;
            default -> 0;
        };
    }
}
