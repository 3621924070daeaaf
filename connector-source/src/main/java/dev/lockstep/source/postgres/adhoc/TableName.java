package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.catalog.Identifiers;

/** A table by its name. */
record TableName(String schema, String table) {

    /** For statements. */
    String quoted() {
        return Identifiers.quote(schema) + "." + Identifiers.quote(table);
    }

    /** {@code schema.table}, as signals and messages have it. */
    @Override
    public String toString() {
        return schema + "." + table;
    }
}
