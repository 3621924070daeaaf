package dev.lockstep.sink.jdbc.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The types and values that the source is tested with, each in a table of its own. */
final class TypeList {

    private static final Path FILE =
            Path.of("../../integration-tests/src/test/resources/differential/types.txt");

    private static final Set<String> SINCE_15 = Set.of("numeric(4,-2)", "numeric(2,4)");

    private final List<String> definitions = new ArrayList<>();
    private final Map<String, String> types = new LinkedHashMap<>();

    /**
     * @param major of the server: older ones lack some
     */
    TypeList(int major) throws IOException {
        for (String line : Files.readAllLines(FILE)) {
            if (line.startsWith("!")) {
                definitions.add(line.substring(1));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                int colon = line.indexOf(':');
                if (major >= 15 || !SINCE_15.contains(line.substring(0, colon))) {
                    add(line.substring(0, colon), line.substring(colon + 1));
                }
            }
        }
    }

    /** A column of the type, one that is not null, and an array, with every value in each. */
    private void add(String type, String texts) {
        String table = "source.t" + types.size();
        types.put(table, type);
        boolean none = texts.isEmpty();
        definitions.add(
                "CREATE TABLE "
                        + table
                        + " (id int PRIMARY KEY, v "
                        + type
                        + ", a "
                        + type
                        + "[]"
                        + (none ? ")" : ", r " + type + " NOT NULL)"));
        if (none) {
            definitions.add("INSERT INTO " + table + " VALUES (1)");
            return;
        }
        List<String> values = new ArrayList<>();
        for (String text : texts.split("\\|", -1)) {
            values.add("$v$" + text.strip() + "$v$::" + type);
        }
        String all = String.join(", ", values);
        String first = values.get(0);
        String insert = "INSERT INTO " + table + " SELECT ";
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            definitions.add(insert + i + ", " + value + ", ARRAY[" + value + "], " + value);
        }
        definitions.add(insert + "101, NULL, NULL, " + first);
        definitions.add(insert + "102, NULL, ARRAY[" + all + ", NULL], " + first);
        definitions.add(insert + "103, NULL, '{}', " + first);
        definitions.add(
                insert + "104, NULL, ARRAY[ARRAY[" + all + "], ARRAY[" + all + "]], " + first);
    }

    List<String> definitions() {
        return definitions;
    }

    /** The type by its table. */
    Map<String, String> types() {
        return types;
    }
}
