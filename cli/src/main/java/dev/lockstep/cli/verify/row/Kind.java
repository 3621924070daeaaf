package dev.lockstep.cli.verify.row;

import java.util.Map;

/** What the values of a column of the source are, as far as comparing them goes. */
public enum Kind {
    BOOLEAN,
    INTEGER,
    DECIMAL,
    MONEY,
    REAL,
    DOUBLE,
    TEXT,
    PADDED_TEXT,
    UUID,
    DATE,
    TIME,
    TIME_TZ,
    TIMESTAMP,
    TIMESTAMP_TZ,
    INTERVAL,
    BYTES,
    BITS,
    JSON,
    MAP,
    ARRAY,

    /** Has parts; compared by the server's text. */
    COMPOSITE,

    /** Compared by the server's text. */
    OTHER;

    private static final Map<String, Kind> BY_TYPE =
            Map.ofEntries(
                    Map.entry("bool", BOOLEAN),
                    Map.entry("int2", INTEGER),
                    Map.entry("int4", INTEGER),
                    Map.entry("int8", INTEGER),
                    Map.entry("oid", INTEGER),
                    Map.entry("numeric", DECIMAL),
                    Map.entry("money", MONEY),
                    Map.entry("float4", REAL),
                    Map.entry("float8", DOUBLE),
                    Map.entry("text", TEXT),
                    Map.entry("varchar", TEXT),
                    Map.entry("name", TEXT),
                    Map.entry("citext", TEXT),
                    Map.entry("xml", TEXT),
                    Map.entry("bpchar", PADDED_TEXT),
                    Map.entry("uuid", UUID),
                    Map.entry("date", DATE),
                    Map.entry("time", TIME),
                    Map.entry("timetz", TIME_TZ),
                    Map.entry("timestamp", TIMESTAMP),
                    Map.entry("timestamptz", TIMESTAMP_TZ),
                    Map.entry("interval", INTERVAL),
                    Map.entry("bytea", BYTES),
                    Map.entry("bit", BITS),
                    Map.entry("varbit", BITS),
                    Map.entry("json", JSON),
                    Map.entry("jsonb", JSON),
                    Map.entry("hstore", MAP));

    /**
     * The kind of a type of PostgreSQL.
     *
     * @param type as in {@code pg_type.typname}, of a domain the type below it
     * @param category {@code pg_type.typtype}
     */
    public static Kind of(String type, String category) {
        return switch (category) {
            case "e" -> TEXT;
            case "c" -> COMPOSITE;
            default -> BY_TYPE.getOrDefault(type, OTHER);
        };
    }
}
