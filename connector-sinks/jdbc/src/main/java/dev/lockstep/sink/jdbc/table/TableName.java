package dev.lockstep.sink.jdbc.table;

import java.util.List;

/**
 * A table of the target.
 *
 * @param catalog null for the connection's own
 * @param schema null for the connection's own, or where the database has no schemas
 * @param name as the catalog spells it, without quotes
 */
public record TableName(String catalog, String schema, String name) {

    /** A name that a user has written, with dots between its parts. */
    public static TableName parse(String name) {
        return of(List.of(name.split("\\.", 3)));
    }

    /** A table's name, after that of its schema and its catalog where they are given. */
    public static TableName of(List<String> parts) {
        int last = parts.size() - 1;
        return new TableName(
                last > 1 ? parts.get(last - 2) : null,
                last > 0 ? parts.get(last - 1) : null,
                parts.get(last));
    }

    /** For messages: the parts that are there, joined by dots. */
    @Override
    public String toString() {
        return (catalog == null ? "" : catalog + ".") + (schema == null ? "" : schema + ".") + name;
    }
}
