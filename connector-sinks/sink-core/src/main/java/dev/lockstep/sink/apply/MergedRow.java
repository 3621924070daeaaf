package dev.lockstep.sink.apply;

import dev.lockstep.event.Operation;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.Upsert;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two changes of one row as one: the later, with the values of the earlier in the columns that the
 * later does not tell. The later has not come from another key, the earlier may have.
 */
final class MergedRow {

    private MergedRow() {}

    /**
     * The one change, or null when their columns are too different: then both are to be applied.
     */
    static Upsert of(Upsert earlier, Upsert later) {
        RowImage row = row(earlier.row(), later.row());
        return row == null ? null : of(earlier, later, row);
    }

    /** The same where the later row replaces the earlier, but for what it does not tell. */
    static Upsert replacing(Upsert earlier, Upsert later) {
        if (later.row().unavailable() == null) {
            return of(earlier, later, later.row());
        }
        return earlier.row().shape() == later.row().shape() ? of(earlier, later) : null;
    }

    private static Upsert of(Upsert earlier, Upsert later, RowImage row) {
        boolean inserted =
                earlier.operation() == Operation.INSERT && later.operation() == Operation.UPDATE;
        if (row == later.row()
                && !inserted
                && earlier.movedFrom() == null
                && earlier.before() == later.before()) {
            return later;
        }
        return new Upsert(
                later.record(),
                later.place(),
                later.table(),
                inserted ? Operation.INSERT : later.operation(),
                row,
                earlier.movedFrom(),
                earlier.before());
    }

    private static RowImage row(RowImage earlier, RowImage later) {
        if (earlier.shape() == later.shape()) {
            return later.unavailable() == null ? later : overlay(earlier, later, null);
        }
        int[] places = places(earlier.shape(), later.shape());
        boolean tellsAll = tellsAll(places, earlier, later);
        if (tellsAll) {
            return later;
        }
        return isPart(places, earlier.shape(), later.shape())
                ? overlay(earlier, later, places)
                : null;
    }

    /** For each column of the later row its place in the earlier; -1 where that has none. */
    private static int[] places(RowShape earlier, RowShape later) {
        Map<String, Integer> indexes = new HashMap<>();
        List<RowShape.Column> columns = earlier.columns();
        for (int i = 0; i < columns.size(); i++) {
            indexes.put(columns.get(i).name(), i);
        }
        int[] places = new int[later.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = indexes.getOrDefault(later.columns().get(i).name(), -1);
        }
        return places;
    }

    /** Whether the later row has a value for every column of which the earlier has one. */
    private static boolean tellsAll(int[] places, RowImage earlier, RowImage later) {
        BitSet untold = new BitSet();
        untold.set(0, earlier.shape().size());
        if (earlier.unavailable() != null) {
            untold.andNot(earlier.unavailable());
        }
        for (int i = 0; i < places.length; i++) {
            boolean told = later.unavailable() == null || !later.unavailable().get(i);
            if (places[i] >= 0 && told) {
                untold.clear(places[i]);
            }
        }
        return untold.isEmpty();
    }

    private static boolean isPart(int[] places, RowShape earlier, RowShape later) {
        for (int i = 0; i < places.length; i++) {
            if (places[i] < 0 || !earlier.columns().get(places[i]).equals(later.columns().get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The later row over the earlier.
     *
     * @param places of the later's columns in the earlier's shape; null where the shape is one
     */
    private static RowImage overlay(RowImage earlier, RowImage later, int[] places) {
        int size = earlier.shape().size();
        Object[] values = new Object[size];
        String[] texts = earlier.hasExactTexts() || later.hasExactTexts() ? new String[size] : null;
        for (int i = 0; i < size; i++) {
            copy(earlier, i, values, texts, i);
        }
        BitSet unavailable =
                earlier.unavailable() == null
                        ? new BitSet()
                        : (BitSet) earlier.unavailable().clone();
        for (int i = 0; i < later.shape().size(); i++) {
            if (later.unavailable() == null || !later.unavailable().get(i)) {
                int place = places == null ? i : places[i];
                copy(later, i, values, texts, place);
                unavailable.clear(place);
            }
        }
        return new RowImage(
                earlier.shape(), values, texts, unavailable.isEmpty() ? null : unavailable);
    }

    private static void copy(RowImage from, int column, Object[] values, String[] texts, int to) {
        values[to] = from.value(column);
        if (texts != null) {
            texts[to] = from.exactText(column);
        }
    }
}
