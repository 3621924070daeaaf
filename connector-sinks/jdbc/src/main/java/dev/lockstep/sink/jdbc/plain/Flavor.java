package dev.lockstep.sink.jdbc.plain;

import dev.lockstep.sink.value.ColumnKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What one database says differently.
 *
 * @param onConflict whether an upsert is INSERT … ON CONFLICT; else it is MERGE
 * @param changesTypes whether ALTER TABLE can change a column's type
 * @param types the type of columns that are created, by kind; of decimals without brackets
 * @param bound what values of a column are bound as, where that is not its own kind
 */
public record Flavor(
        boolean onConflict,
        boolean changesTypes,
        Map<ColumnKind, String> types,
        Map<ColumnKind, ColumnKind> bound) {

    private static final Set<ColumnKind> SQLITE_TEXTS =
            Set.of(
                    ColumnKind.DECIMAL,
                    ColumnKind.DATE,
                    ColumnKind.TIME,
                    ColumnKind.TIME_TZ,
                    ColumnKind.TIMESTAMP,
                    ColumnKind.TIMESTAMP_TZ,
                    ColumnKind.UUID,
                    ColumnKind.BITS,
                    ColumnKind.INTERVAL);

    /** Columns have no types there: what JDBC has no class for is text. */
    public static final Flavor SQLITE = new Flavor(true, false, sqliteTypes(), sqliteBindings());

    public static final Flavor H2 =
            new Flavor(
                    false,
                    true,
                    h2Types(),
                    Map.of(
                            ColumnKind.JSON, ColumnKind.BYTES,
                            ColumnKind.BITS, ColumnKind.BYTES,
                            ColumnKind.GEOMETRY, ColumnKind.BYTES));

    ColumnKind bound(ColumnKind kind) {
        return bound.getOrDefault(kind, kind);
    }

    private static Map<ColumnKind, String> sqliteTypes() {
        Map<ColumnKind, String> types = new EnumMap<>(ColumnKind.class);
        for (ColumnKind kind : ColumnKind.values()) {
            types.put(kind, "TEXT");
        }
        types.put(ColumnKind.BOOLEAN, "BOOLEAN");
        types.put(ColumnKind.INTEGER, "INTEGER");
        types.put(ColumnKind.FLOAT, "REAL");
        types.put(ColumnKind.BYTES, "BLOB");
        types.put(ColumnKind.GEOMETRY, "BLOB");
        return types;
    }

    private static Map<ColumnKind, ColumnKind> sqliteBindings() {
        Map<ColumnKind, ColumnKind> bindings = new EnumMap<>(ColumnKind.class);
        SQLITE_TEXTS.forEach(kind -> bindings.put(kind, ColumnKind.TEXT));
        bindings.put(ColumnKind.BOOLEAN, ColumnKind.INTEGER);
        bindings.put(ColumnKind.GEOMETRY, ColumnKind.BYTES);
        return bindings;
    }

    private static Map<ColumnKind, String> h2Types() {
        Map<ColumnKind, String> types = new EnumMap<>(ColumnKind.class);
        types.put(ColumnKind.BOOLEAN, "BOOLEAN");
        types.put(ColumnKind.INTEGER, "BIGINT");
        types.put(ColumnKind.FLOAT, "DOUBLE PRECISION");
        types.put(ColumnKind.DECIMAL, "DECFLOAT");
        types.put(ColumnKind.TEXT, "CHARACTER VARYING");
        types.put(ColumnKind.BYTES, "BINARY VARYING");
        types.put(ColumnKind.DATE, "DATE");
        types.put(ColumnKind.TIME, "TIME(9)");
        types.put(ColumnKind.TIME_TZ, "TIME(9) WITH TIME ZONE");
        types.put(ColumnKind.TIMESTAMP, "TIMESTAMP(9)");
        types.put(ColumnKind.TIMESTAMP_TZ, "TIMESTAMP(9) WITH TIME ZONE");
        types.put(ColumnKind.JSON, "CHARACTER VARYING");
        types.put(ColumnKind.UUID, "UUID");
        types.put(ColumnKind.BITS, "BINARY VARYING");
        types.put(ColumnKind.GEOMETRY, "BINARY VARYING");
        types.put(ColumnKind.INTERVAL, "CHARACTER VARYING");
        types.put(ColumnKind.ANY, "CHARACTER VARYING");
        return types;
    }
}
