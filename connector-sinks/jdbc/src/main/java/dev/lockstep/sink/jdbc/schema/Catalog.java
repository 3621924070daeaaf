package dev.lockstep.sink.jdbc.schema;

import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Definitions of the target's tables, read once and remembered until they are forgotten. A name
 * that the database does not have as it is written is looked up in the other case: databases fold
 * the names that users do not quote.
 */
public final class Catalog {

    private final Dialect dialect;
    private final Map<TableName, TargetTable> tables = new HashMap<>();

    public Catalog(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Empty when there is no such table, which is not remembered. */
    public Optional<TargetTable> table(Connection connection, TableName name) throws SQLException {
        TargetTable known = tables.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        for (TableName spelling : spellings(name)) {
            Optional<TargetTable> found = dialect.read(connection, spelling);
            if (found.isPresent()) {
                tables.put(name, found.get());
                return found;
            }
        }
        return Optional.empty();
    }

    private static Set<TableName> spellings(TableName name) {
        Set<TableName> spellings = new LinkedHashSet<>();
        spellings.add(name);
        spellings.add(folded(name, text -> text.toUpperCase(Locale.ROOT)));
        spellings.add(folded(name, text -> text.toLowerCase(Locale.ROOT)));
        return spellings;
    }

    private static TableName folded(TableName name, UnaryOperator<String> fold) {
        return new TableName(
                name.catalog(),
                name.schema() == null ? null : fold.apply(name.schema()),
                fold.apply(name.name()));
    }

    void forget(TableName name) {
        tables.remove(name);
    }

    void forget() {
        tables.clear();
    }
}
