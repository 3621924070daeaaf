package dev.lockstep.source.postgres.config;

import java.util.function.Predicate;

/** Says which tables are captured, by the lists for schemas and for tables. */
public final class TableFilter {

    private final Predicate<String> schemas;
    private final Predicate<String> tables;
    private final String always;

    TableFilter(Predicate<String> schemas, Predicate<String> tables) {
        this(schemas, tables, "");
    }

    private TableFilter(Predicate<String> schemas, Predicate<String> tables, String always) {
        this.schemas = schemas;
        this.tables = tables;
        this.always = always;
    }

    /** Lets one table more through, given as {@code schema.table}; an empty name is none. */
    TableFilter with(String table) {
        return new TableFilter(schemas, tables, table);
    }

    /** Whether the lists let this table through; PostgreSQL's own schemas never pass. */
    public boolean includes(String schema, String table) {
        String name = schema + "." + table;
        return !isSystem(schema)
                && ((schemas.test(schema) && tables.test(name)) || name.equals(always));
    }

    private static boolean isSystem(String schema) {
        return schema.startsWith("pg_") || schema.equals("information_schema");
    }
}
