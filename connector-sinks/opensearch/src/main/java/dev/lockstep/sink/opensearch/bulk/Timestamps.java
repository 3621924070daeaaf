package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.document.DocumentWriter;
import dev.lockstep.sink.opensearch.index.OwnFields;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * The {@code @timestamp} of documents of data streams: a column of that name, or the first column
 * of a list that a row has a value in, else when the change was committed or its record written.
 */
final class Timestamps {

    private final List<String> columns;

    private final IdentityHashMap<RowShape, Candidates> candidates = new IdentityHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Candidates(boolean needed, int[] columns) {}

    Timestamps(List<String> columns) {
        this.columns = columns;
    }

    /**
     * Writes the member, unless it is among the row's.
     *
     * @param any whether there are members before it
     */
    void write(Item item, RowImage row, boolean any, DocumentWriter documents, JsonBytes out) {
        Candidates known = candidates.computeIfAbsent(row.shape(), this::candidates);
        if (!known.needed()) {
            return;
        }
        if (any) {
            out.raw(',');
        }
        out.string(OwnFields.TIMESTAMP);
        out.raw(':');
        int column = firstTold(known.columns(), row);
        if (column >= 0) {
            documents.writeValue(row, column, out);
        } else {
            out.number(millis(item.change()));
        }
    }

    private static long millis(Change change) {
        long committed = change.place().committedAt();
        if (committed >= 0) {
            return committed / 1_000;
        }
        Long written = change.record().timestamp();
        return written == null ? 0 : written;
    }

    private static int firstTold(int[] columns, RowImage row) {
        for (int column : columns) {
            boolean unknown = row.unavailable() != null && row.unavailable().get(column);
            if (!unknown && (row.value(column) != null || row.exactText(column) != null)) {
                return column;
            }
        }
        return -1;
    }

    private Candidates candidates(RowShape shape) {
        List<String> names = shape.columns().stream().map(RowShape.Column::name).toList();
        return new Candidates(
                !names.contains(OwnFields.TIMESTAMP),
                columns.stream().mapToInt(names::indexOf).filter(place -> place >= 0).toArray());
    }
}
