package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Delete;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Update;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.pgoutput.Tuple.Kind;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows of a chunk between being read and being handed out. Takes the changes that are in the
 * log before the watermark and not in the rows, in the order of the log; a row that such a change
 * has made old goes, for the stream has carried a newer one. Only where the stream could not carry
 * all of it (a large value that the update left alone) the row stays, brought up to date.
 */
final class Window {

    private final Tuple[] rows;
    private final int[] identity;

    /** Which rows look alike to the log; made with the first change, as most windows see none. */
    private Map<RowIdentity, Deque<Integer>> places;

    /**
     * @param rows complete, in the order of the key
     * @param identity the columns that tell rows apart and that old rows in the log carry; empty if
     *     the log carries no updates and deletes of the table
     */
    Window(List<Tuple> rows, List<Integer> identity) {
        this.rows = rows.toArray(Tuple[]::new);
        this.identity = identity.stream().mapToInt(Integer::intValue).toArray();
    }

    /** What is left at an index; null for a row that went. */
    Tuple row(int index) {
        return rows[index];
    }

    int size() {
        return rows.length;
    }

    void truncate() {
        Arrays.fill(rows, null);
        places = null;
    }

    void delete(Delete delete) {
        Tuple old = delete.old() != null ? delete.old() : delete.key();
        int place = take(RowIdentity.of(old, identity));
        if (place >= 0) {
            rows[place] = null;
        }
    }

    void update(Update update) {
        Tuple old = update.old() != null ? update.old() : update.key();
        Tuple after = update.after();
        int place = take(RowIdentity.of(old != null ? old : after, identity));
        if (place < 0) {
            return;
        }
        Tuple before = rows[place];
        rows[place] = null;
        // A full old row has completed the event, too.
        if (update.old() == null && lacksValues(after)) {
            rows[place] = after.filledFrom(before);
            places.computeIfAbsent(
                            RowIdentity.of(rows[place], identity), key -> new ArrayDeque<>(1))
                    .add(place);
        }
    }

    private static boolean lacksValues(Tuple row) {
        for (int i = 0; i < row.size(); i++) {
            if (row.kind(i) == Kind.UNCHANGED) {
                return true;
            }
        }
        return false;
    }

    /** Finds a row and forgets it under this identity; -1 when there is none. */
    private int take(RowIdentity sought) {
        if (places == null) {
            places = new HashMap<>();
            for (int i = 0; i < rows.length; i++) {
                if (rows[i] != null) {
                    places.computeIfAbsent(
                                    RowIdentity.of(rows[i], identity), key -> new ArrayDeque<>(1))
                            .add(i);
                }
            }
        }
        Deque<Integer> alike = places.get(sought);
        if (alike == null || alike.isEmpty()) {
            return -1;
        }
        return alike.poll();
    }
}
