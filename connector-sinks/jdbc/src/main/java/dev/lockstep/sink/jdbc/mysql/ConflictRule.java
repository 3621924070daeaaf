package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether an upsert can meet no other row than that of its key. */
final class ConflictRule {

    private ConflictRule() {}

    /**
     * Whether rows are to be updated first and inserted where there were none.
     *
     * @throws TargetException.Fatal when the table cannot be upserted into
     */
    static boolean updatesFirst(WritePlan plan, SecondaryUnique secondaryUnique) {
        Set<String> keys =
                plan.keys().stream().map(each -> each.column().name()).collect(Collectors.toSet());
        Set<String> written =
                plan.bindings().stream()
                        .map(each -> each.column().name())
                        .collect(Collectors.toSet());
        TargetTable table = plan.table();
        if (indexes(table).stream().noneMatch(keys::containsAll)) {
            throw new TargetException.Fatal(
                    "Cannot upsert into table "
                            + table.name()
                            + ": it has no unique index on "
                            + keys
                            + ", so that every change would add a row. Create one, or choose other"
                            + " pk.fields.",
                    null);
        }
        List<List<String>> others =
                indexes(table).stream()
                        .filter(index -> !index.containsAll(keys))
                        .filter(index -> !isFilledByTheServer(index, written, table))
                        .toList();
        if (!others.isEmpty() && secondaryUnique == SecondaryUnique.REFUSE) {
            throw new TargetException.Fatal(
                    "Cannot upsert into table "
                            + table.name()
                            + ": besides the key it has unique indexes on "
                            + others
                            + ", by which ON DUPLICATE KEY UPDATE would change rows of other keys"
                            + " without an error. Drop them, or set"
                            + " mysql.secondary.unique.indexes=check, which updates by the key and"
                            + " then inserts.",
                    null);
        }
        return !others.isEmpty();
    }

    private static List<List<String>> indexes(TargetTable table) {
        List<List<String>> indexes = new ArrayList<>(table.uniqueKeys());
        if (!table.primaryKey().isEmpty()) {
            indexes.add(table.primaryKey());
        }
        return indexes;
    }

    /** As an AUTO_INCREMENT that no statement gives a value to. */
    private static boolean isFilledByTheServer(
            List<String> index, Set<String> written, TargetTable table) {
        return index.equals(table.primaryKey()) && index.stream().noneMatch(written::contains);
    }
}
