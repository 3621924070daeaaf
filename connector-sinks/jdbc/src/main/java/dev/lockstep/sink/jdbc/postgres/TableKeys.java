package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.table.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the keys of a table, column by column as the catalog tells them. */
final class TableKeys {

    private final List<String> primaryKey = new ArrayList<>();
    private final Map<Long, List<String>> unique = new LinkedHashMap<>();
    private final Set<TableName> references = new LinkedHashSet<>();

    void column(long index, boolean primary, String name) {
        List<String> key =
                primary ? primaryKey : unique.computeIfAbsent(index, oid -> new ArrayList<>());
        key.add(name);
    }

    void reference(TableName table) {
        references.add(table);
    }

    List<String> primaryKey() {
        return primaryKey;
    }

    List<List<String>> uniqueKeys() {
        return List.copyOf(unique.values());
    }

    List<TableName> references() {
        return List.copyOf(references);
    }
}
