package dev.lockstep.sink.config;

import java.util.List;
import java.util.Set;

/** Says which columns of a row are applied. Asked once per schema. */
public final class FieldFilter {

    private final Set<String> included;
    private final Set<String> excluded;

    FieldFilter(List<String> included, List<String> excluded) {
        this.included = Set.copyOf(included);
        this.excluded = Set.copyOf(excluded);
    }

    /** Whether the lists let a column of a topic's rows through. */
    public boolean includes(String topic, String table, String column) {
        return (included.isEmpty() || names(included, topic, table, column))
                && !names(excluded, topic, table, column);
    }

    private static boolean names(Set<String> list, String topic, String table, String column) {
        return list.contains(column)
                || list.contains(topic + ":" + column)
                || list.contains(table + ":" + column);
    }
}
