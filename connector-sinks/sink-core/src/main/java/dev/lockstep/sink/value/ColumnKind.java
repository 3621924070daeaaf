package dev.lockstep.sink.value;

import java.util.Locale;

/** What a column of the target takes, and as which Java class its values are bound. */
public enum ColumnKind {
    /** {@link Boolean}. */
    BOOLEAN,
    /** {@link Long}, at most 64 bits with sign. */
    INTEGER,
    /** {@link Double}, or {@link Float} where the value came as one. */
    FLOAT,
    /** {@link java.math.BigDecimal}. */
    DECIMAL,
    /** {@link String}. */
    TEXT,
    /** {@code byte[]}. */
    BYTES,
    /** {@link java.time.LocalDate}. */
    DATE,
    /** {@link java.time.LocalTime}. */
    TIME,
    /** {@link java.time.OffsetTime}. */
    TIME_TZ,
    /** {@link java.time.LocalDateTime}. */
    TIMESTAMP,
    /** {@link java.time.OffsetDateTime}, in UTC. */
    TIMESTAMP_TZ,
    /** {@link String}, a document. */
    JSON,
    /** {@link java.util.UUID}. */
    UUID,
    /** {@link Bits}. */
    BITS,
    /** {@link Geometry}. */
    GEOMETRY,
    /** {@link String}; of a duration in ISO 8601. */
    INTERVAL,
    /** Whatever the value is, as it comes: a database without types of columns. */
    ANY;

    /**
     * The kind that the name of a type stands for in most databases; {@link #TEXT} for names that
     * are not known, since that is what a literal is.
     *
     * @param family the type's name without what is in brackets
     */
    public static ColumnKind ofFamily(String family) {
        return switch (family.toLowerCase(Locale.ROOT)) {
            case "boolean", "bool" -> BOOLEAN;
            case "tinyint",
                    "smallint",
                    "mediumint",
                    "int",
                    "integer",
                    "bigint",
                    "int2",
                    "int4",
                    "int8",
                    "serial",
                    "bigserial",
                    "year",
                    "oid" ->
                    INTEGER;
            case "real", "float", "double", "double precision", "float4", "float8" -> FLOAT;
            case "numeric", "decimal", "decfloat", "dec", "money", "bigint unsigned" -> DECIMAL;
            case "bytea",
                    "blob",
                    "binary",
                    "varbinary",
                    "tinyblob",
                    "mediumblob",
                    "longblob",
                    "binary varying",
                    "binary large object" ->
                    BYTES;
            case "date" -> DATE;
            case "time", "time without time zone" -> TIME;
            case "timetz", "time with time zone" -> TIME_TZ;
            case "timestamp", "datetime", "timestamp without time zone" -> TIMESTAMP;
            case "timestamptz", "timestamp with time zone" -> TIMESTAMP_TZ;
            case "json", "jsonb" -> JSON;
            case "uuid" -> UUID;
            case "bit", "varbit", "bit varying" -> BITS;
            case "geometry", "geography", "point", "linestring", "polygon" -> GEOMETRY;
            case "interval" -> INTERVAL;
            default -> TEXT;
        };
    }
}
