package dev.lockstep.transform.change;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a table stands; null for what the event does not say or the database does not have.
 *
 * @param name empty for events without a table
 */
public record Table(String database, String schema, String name) {

    /** The names it has: bare, with the schema, with the database; none if there is no table. */
    public List<String> names() {
        return name.isEmpty() ? List.of() : longer(name);
    }

    /** The names that a column of it has, from the bare one to the longest. */
    public List<String> namesOf(String column) {
        List<String> names = new ArrayList<>(List.of(column));
        names().forEach(table -> names.add(table + "." + column));
        return names;
    }

    private List<String> longer(String bare) {
        List<String> names = new ArrayList<>(List.of(bare));
        String longest = bare;
        for (String part : new String[] {schema, database}) {
            if (part != null && !part.isEmpty()) {
                longest = part + "." + longest;
                names.add(longest);
            }
        }
        return names;
    }
}
