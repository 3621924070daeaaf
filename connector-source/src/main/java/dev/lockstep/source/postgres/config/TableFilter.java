package dev.lockstep.source.postgres.config;

import java.util.function.Predicate;

/** Says which tables are captured, by the lists for schemas and for tables. */
public final class TableFilter {

    private final Predicate<String> schemas;
    private final Predicate<String> tables;

    TableFilter(Predicate<String> schemas, Predicate<String> tables) {
        this.schemas = schemas;
        this.tables = tables;
    }

    /** Whether the lists let this table through; PostgreSQL's own schemas never pass. */
    public boolean includes(String schema, String table) {
        return !isSystem(schema) && schemas.test(schema) && tables.test(schema + "." + table);
    }

    private static boolean isSystem(String schema) {
        return schema.startsWith("pg_") || schema.equals("information_schema");
    }
}
