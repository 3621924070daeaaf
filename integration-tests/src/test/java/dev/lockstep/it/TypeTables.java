package dev.lockstep.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The tables and changes that {@code differential/types.txt} asks for: per type a table with a
 * nullable column, a column without nulls and an array, a row per value, rows with nulls and with
 * arrays of every shape, and an update and a delete.
 */
final class TypeTables {

    /** Never the bare name of a type, which Debezium's connector can take for the row type. */
    private static final String NAME = "types.of_";

    private final List<String> definitions = new ArrayList<>();
    private final List<String> changes = new ArrayList<>();

    TypeTables(List<String> lines) {
        List<String> tables = new ArrayList<>();
        definitions.add("CREATE SCHEMA types");
        for (String line : lines) {
            if (line.startsWith("!")) {
                definitions.add(line.substring(1));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(':');
                add(tables, line.substring(0, colon), line.substring(colon + 1));
            }
        }
        definitions.addAll(tables);
    }

    /** What to run before the connectors start. */
    String[] definitions() {
        return definitions.toArray(String[]::new);
    }

    /** What to run while they run. */
    List<String> changes() {
        return changes;
    }

    private void add(List<String> tables, String type, String text) {
        String table =
                NAME
                        + type.toLowerCase(Locale.ROOT)
                                .replaceAll("[^a-z0-9]+", "_")
                                .replaceAll("^_|_$", type.startsWith("\"") ? "internal_" : "");
        if (text.isEmpty()) {
            tables.add(create(table, "v " + type + ", a " + type + "[]"));
            changes.add("INSERT INTO " + table + " VALUES (1)");
            return;
        }
        tables.add(create(table, "v " + type + ", r " + type + " NOT NULL, a " + type + "[]"));
        List<String> values = new ArrayList<>();
        for (String value : text.split("\\|", -1)) {
            values.add("$v$" + value.strip() + "$v$::" + type);
        }
        String first = values.get(0);
        String last = values.get(values.size() - 1);
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            insert(table, i + 1, value, value, "ARRAY[" + value + "]");
            // What cannot be in a NOT NULL column may be in another.
            insert(table, 201 + i, value, first, "ARRAY[" + value + "]");
        }
        String rows = "[" + first + "," + last + "]";
        insert(table, 101, "NULL", first, "NULL");
        insert(table, 102, "NULL", first, "ARRAY[" + first + ",NULL," + last + "]");
        insert(table, 103, "NULL", first, "'{}'");
        insert(table, 104, "NULL", first, "ARRAY[" + rows + "," + rows + "]");
        changes.add("UPDATE " + table + " SET v = NULL WHERE id = 1");
        changes.add("DELETE FROM " + table + " WHERE id = 1");
    }

    private static String create(String table, String columns) {
        return "CREATE TABLE " + table + " (id int PRIMARY KEY, " + columns + ")";
    }

    private void insert(String table, int id, String value, String required, String array) {
        changes.add(
                "INSERT INTO "
                        + table
                        + " SELECT "
                        + id
                        + ", "
                        + value
                        + ", "
                        + required
                        + ", "
                        + array);
    }
}
