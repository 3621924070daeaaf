package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.jdbc.table.TableName;

/** Names in statements. */
final class Quoting {

    private Quoting() {}

    static String quote(String identifier) {
        return '`' + identifier.replace("`", "``") + '`';
    }

    /** With its database, where the name tells one. */
    static String quote(TableName table) {
        String database = database(table);
        String name = quote(table.name());
        return database == null ? name : quote(database) + '.' + name;
    }

    /** What others call a schema is a database here; null for the connection's own. */
    static String database(TableName table) {
        return table.schema() == null ? table.catalog() : table.schema();
    }
}
