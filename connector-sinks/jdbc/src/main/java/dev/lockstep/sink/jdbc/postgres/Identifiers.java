package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.table.TableName;

/** Names as statements spell them: always quoted, so that they are what the catalog says. */
final class Identifiers {

    private Identifiers() {}

    static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    static String quote(TableName table) {
        return table.schema() == null
                ? quote(table.name())
                : quote(table.schema()) + '.' + quote(table.name());
    }
}
