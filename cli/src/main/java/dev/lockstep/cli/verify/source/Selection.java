package dev.lockstep.cli.verify.source;

import java.util.Map;

/** What the include and exclude lists of a pair of connectors let through. */
final class Selection {

    private static final String[] ALTERED = {"column.mask.", "column.truncate."};

    private final Map<String, String> source;
    private final Map<String, String> sink;

    Selection(Map<String, String> source, Map<String, String> sink) {
        this.source = source;
        this.sink = sink;
    }

    /** Whether rows of a table come as far as the sink's rows. */
    boolean hasTable(String database, String schema, String table) {
        String full = schema + "." + table;
        return lists(source, "schema.include.list", "schema.exclude.list", schema)
                && lists(source, "table.include.list", "table.exclude.list", full)
                && !full.equals(source.get("signal.data.collection"))
                && lists(
                        sink,
                        "table.include.list",
                        "table.exclude.list",
                        table,
                        full,
                        database + "." + full);
    }

    /** Whether a column comes as far as that. */
    boolean hasColumn(String topic, String schema, String table, String column, boolean isKey) {
        String full = schema + "." + table + "." + column;
        boolean captured =
                lists(source, "column.include.list", "column.exclude.list", full) || isKey;
        return captured && (isKey || applied(topic, table, column));
    }

    private boolean applied(String topic, String table, String column) {
        String included = sink.getOrDefault("field.include.list", "").strip();
        return (included.isEmpty() || names(included, topic, table, column))
                && !names(sink.getOrDefault("field.exclude.list", ""), topic, table, column);
    }

    private static boolean names(String list, String topic, String table, String column) {
        for (String entry : list.split(",", -1)) {
            String name = entry.strip();
            if (name.equals(column)
                    || name.equals(topic + ":" + column)
                    || name.equals(table + ":" + column)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the source alters a column on purpose. */
    boolean isAltered(String schema, String table, String column) {
        String full = schema + "." + table + "." + column;
        return source.entrySet().stream()
                .filter(option -> begins(option.getKey()))
                .anyMatch(option -> Expressions.of(option.getKey(), option.getValue()).match(full));
    }

    private static boolean begins(String option) {
        for (String prefix : ALTERED) {
            if (option.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean lists(
            Map<String, String> config, String included, String excluded, String... names) {
        Expressions in = Expressions.of(included, config.get(included));
        return (in.isEmpty() || in.match(names))
                && !Expressions.of(excluded, config.get(excluded)).match(names);
    }
}
