package dev.lockstep.sink.jdbc.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of the target as it was when its definition was read.
 *
 * @param columns in their order
 * @param primaryKey names of its columns in the order of the key; empty without one
 * @param uniqueKeys other unique indexes over plain columns, that is not the primary key's
 * @param references names of the tables that its foreign keys point to
 */
public record TargetTable(
        TableName name,
        List<TargetColumn> columns,
        List<String> primaryKey,
        List<List<String>> uniqueKeys,
        List<TableName> references) {

    public TargetTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = List.copyOf(uniqueKeys);
        references = List.copyOf(references);
    }

    /** A column by the name that the catalog gives it. */
    public Optional<TargetColumn> column(String wanted) {
        return Optional.ofNullable(byName().get(wanted));
    }

    private Map<String, TargetColumn> byName() {
        Map<String, TargetColumn> found = new LinkedHashMap<>();
        columns.forEach(column -> found.put(column.name(), column));
        return found;
    }
}
