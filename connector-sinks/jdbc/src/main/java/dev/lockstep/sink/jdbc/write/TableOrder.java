package dev.lockstep.sink.jdbc.write;

import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which groups respect foreign keys: rows are there before others point to them, and
 * are deleted after. Where tables point to each other in a circle, no order is right, and one is
 * chosen.
 */
final class TableOrder {

    private TableOrder() {}

    /** Upserts, parents first; then deletes, children first. */
    static List<RowGroup> of(List<RowGroup> groups) {
        if (groups.size() < 2) {
            return groups;
        }
        Map<TableName, Integer> depth = depths(groups);
        List<RowGroup> writes = new ArrayList<>();
        List<RowGroup> deletes = new ArrayList<>();
        for (RowGroup group : groups) {
            (group.kind().statement() == Statement.DELETE ? deletes : writes).add(group);
        }
        writes.sort((a, b) -> depth.get(name(a)) - depth.get(name(b)));
        deletes.sort((a, b) -> depth.get(name(b)) - depth.get(name(a)));
        writes.addAll(deletes);
        return writes;
    }

    private static TableName name(RowGroup group) {
        return group.kind().landing().table().name();
    }

    /** Where each table stands when every table comes after those that it points to. */
    private static Map<TableName, Integer> depths(List<RowGroup> groups) {
        Map<TableName, TargetTable> tables = new LinkedHashMap<>();
        groups.forEach(group -> tables.put(name(group), group.kind().landing().table()));
        Map<TableName, Integer> depths = new HashMap<>();
        tables.values().forEach(table -> visit(table, tables, depths));
        return depths;
    }

    private static void visit(
            TargetTable table, Map<TableName, TargetTable> tables, Map<TableName, Integer> depths) {
        if (depths.containsKey(table.name())) {
            return;
        }
        // Seen: a circle ends here.
        depths.put(table.name(), 0);
        for (TableName parent : table.references()) {
            TargetTable known = tables.get(parent);
            if (known != null) {
                visit(known, tables, depths);
            }
        }
        depths.put(table.name(), Collections.max(depths.values()) + 1);
    }
}
