package dev.lockstep.sink.jdbc.table;

/**
 * A table of the target.
 *
 * @param catalog null for the connection's own
 * @param schema null for the connection's own, or where the database has no schemas
 * @param name as the catalog spells it, without quotes
 */
public record TableName(String catalog, String schema, String name) {

    /** For messages: the parts that are there, joined by dots. */
    @Override
    public String toString() {
        return (catalog == null ? "" : catalog + ".") + (schema == null ? "" : schema + ".") + name;
    }
}
