package dev.lockstep.sink.jdbc.write;

import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowKey;
import dev.lockstep.sink.change.SourceTable;
import dev.lockstep.sink.change.Upsert;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reduces changes to the last one of each key; what that one does not tell, an earlier one may. */
final class LatestRows {

    private LatestRows() {}

    /**
     * The rows that need to be written; those without a key all stay. Null when a row does not tell
     * all its columns and those before it of its key cannot fill them in, so that each has to be
     * written.
     */
    static List<RowChange> of(List<RowChange> changes) {
        if (changes.size() < 2) {
            return changes;
        }
        IdentityHashMap<SourceTable, Map<RowKey, RowChange>> tables = new IdentityHashMap<>();
        List<RowChange> latest = new ArrayList<>(changes.size());
        for (RowChange change : changes) {
            RowKey key = change.row().key();
            if (key == null) {
                latest.add(change);
                continue;
            }
            Map<RowKey, RowChange> rows =
                    tables.computeIfAbsent(change.table(), table -> new LinkedHashMap<>());
            RowChange before = rows.put(key, change);
            if (before != null && change.row().unavailable() != null) {
                if (before.row().shape() != change.row().shape()) {
                    return null;
                }
                rows.put(key, completed((Upsert) change, before.row()));
            }
        }
        tables.values().forEach(rows -> latest.addAll(rows.values()));
        return latest;
    }

    private static Upsert completed(Upsert change, RowImage before) {
        return new Upsert(
                change.record(),
                change.place(),
                change.table(),
                change.operation(),
                completed(change.row(), before));
    }

    private static RowImage completed(RowImage row, RowImage before) {
        int size = row.shape().size();
        Object[] values = new Object[size];
        String[] texts = row.hasExactTexts() || before.hasExactTexts() ? new String[size] : null;
        BitSet unavailable = (BitSet) row.unavailable().clone();
        for (int i = 0; i < size; i++) {
            boolean told = !row.unavailable().get(i);
            RowImage from = told ? row : before;
            values[i] = from.value(i);
            if (texts != null) {
                texts[i] = from.exactText(i);
            }
            boolean known = before.unavailable() == null || !before.unavailable().get(i);
            unavailable.set(i, !told && !known);
        }
        return new RowImage(row.shape(), values, texts, unavailable.isEmpty() ? null : unavailable);
    }
}
