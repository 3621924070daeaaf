package dev.lockstep.sink.redis;

import dev.lockstep.sink.change.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.kafka.connect.data.Schema;

/**
 * What happened to some rows of a table: inserts, updates, some of which do not tell all columns,
 * deletes and truncates. A row's column {@code at} tells the position of its last change, {@code
 * big} that of the last one that told all.
 */
final class History {

    /** What a row is from a change on. Null stands for no row. */
    record State(int change, Row row) {}

    /** What is in a row. */
    record Row(long id, long at, long big) {

        String json() {
            return "{\"id\":" + id + ",\"at\":" + at + ",\"big\":" + big + "}";
        }
    }

    private static final int KEYS = 40;
    private static final int STEP = 10;

    private final List<Change> changes = new ArrayList<>();
    private final Map<Long, List<State>> states = new HashMap<>();

    private History() {}

    static History of(SplittableRandom random, int size, boolean partial) {
        History history = new History();
        Changes rows =
                new Changes(
                        "rows",
                        "id",
                        Schema.INT64_SCHEMA,
                        "at",
                        Schema.INT64_SCHEMA,
                        "big",
                        Schema.OPTIONAL_INT64_SCHEMA);
        for (long id = 0; id < KEYS; id++) {
            history.states.put(id, new ArrayList<>(List.of(new State(-1, null))));
        }
        for (int i = 0; i < size; i++) {
            history.changes.add(history.next(random, rows.at((i + 1L) * STEP), i, partial));
        }
        return history;
    }

    private Change next(SplittableRandom random, Changes rows, int i, boolean partial) {
        long id = random.nextInt(KEYS);
        int dice = random.nextInt(1_000);
        if (dice < 3) {
            states.keySet().forEach(each -> add(each, i, null));
            return rows.truncate();
        }
        if (dice < 200) {
            add(id, i, null);
            return rows.delete(id);
        }
        long at = (i + 1L) * STEP;
        Row before = latest(id);
        if (partial && before != null && dice < 500) {
            add(id, i, new Row(id, at, before.big()));
            return rows.partial(2, id, at, null);
        }
        add(id, i, new Row(id, at, at));
        return rows.upsert(id, at, at);
    }

    private void add(long id, int change, Row row) {
        states.get(id).add(new State(change, row));
    }

    private Row latest(long id) {
        List<State> known = states.get(id);
        return known.get(known.size() - 1).row();
    }

    List<Change> changes() {
        return changes;
    }

    int keys() {
        return KEYS;
    }

    /** What a row is in the course of time. */
    List<State> states(long id) {
        return states.get(id);
    }

    /** A row after so many changes; null for none. */
    Row after(int count, long id) {
        Row row = null;
        for (State state : states.get(id)) {
            if (state.change() >= count) {
                break;
            }
            row = state.row();
        }
        return row;
    }
}
