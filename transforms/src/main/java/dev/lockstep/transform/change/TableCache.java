package dev.lockstep.transform.change;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What was worked out for each table that came by; bounded: when full, it starts anew.
 *
 * @param <V> the answer
 */
public final class TableCache<V> {

    private static final int CAPACITY = 10_000;

    private final Function<Table, V> compile;
    private final Map<Table, V> answers = new HashMap<>();
    private Table latest;
    private V answer;

    /**
     * @param compile works the answer out; never returns null
     */
    public TableCache(Function<Table, V> compile) {
        this.compile = compile;
    }

    /** The answer for the table of a change. */
    public V get(Change change) {
        String name = change.table();
        String table = name == null ? "" : name;
        String schema = change.schema();
        String database = change.database();
        Table last = latest;
        return last != null
                        && last.name().equals(table)
                        && Objects.equals(last.schema(), schema)
                        && Objects.equals(last.database(), database)
                ? answer
                : get(new Table(database, schema, table));
    }

    /** The answer for a table. */
    public V get(Table table) {
        V found = answers.get(table);
        if (found == null) {
            if (answers.size() >= CAPACITY) {
                answers.clear();
            }
            found = compile.apply(table);
            answers.put(table, found);
        }
        latest = table;
        answer = found;
        return found;
    }
}
