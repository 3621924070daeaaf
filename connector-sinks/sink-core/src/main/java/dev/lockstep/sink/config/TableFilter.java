package dev.lockstep.sink.config;

import java.util.ArrayList;
import java.util.List;

/** Says which tables are applied. Asked once per table. */
public final class TableFilter {

    private final Patterns included;
    private final Patterns excluded;

    TableFilter(List<String> included, List<String> excluded) {
        this.included = new Patterns(included);
        this.excluded = new Patterns(excluded);
    }

    /**
     * Whether the lists let a table through.
     *
     * @param database null where it is not known
     * @param schema null where it is not known
     */
    public boolean includes(String database, String schema, String table) {
        List<String> names = names(database, schema, table);
        return (included.isEmpty() || included.matchAny(names)) && !excluded.matchAny(names);
    }

    private static List<String> names(String database, String schema, String table) {
        List<String> names = new ArrayList<>(List.of(table));
        String longest = table;
        for (String part : new String[] {schema, database}) {
            if (part != null && !part.isEmpty()) {
                longest = part + "." + longest;
                names.add(longest);
            }
        }
        return names;
    }
}
