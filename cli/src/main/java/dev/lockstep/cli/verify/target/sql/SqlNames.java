package dev.lockstep.cli.verify.target.sql;

import dev.lockstep.cli.verify.source.SourceTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tables and columns are called in a replica, by the options of the sink. */
final class SqlNames {

    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{(?:source\\.)?(topic|database|db|schema|table)}");
    private static final Pattern DOT = Pattern.compile("\\.(?![^{]*})");

    private final String format;
    private final Map<String, String> tables;
    private final Map<String, String> columns;

    SqlNames(Map<String, String> sink) {
        format =
                sink.getOrDefault(
                        "table.name.format",
                        sink.getOrDefault("collection.name.format", "${table}"));
        tables = pairs(sink.get("table.name.map"));
        columns = pairs(sink.get("column.name.map"));
    }

    private static Map<String, String> pairs(String list) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : (list == null ? "" : list).split(",", -1)) {
            int colon = pair.indexOf(':');
            if (colon > 0) {
                pairs.put(pair.substring(0, colon).strip(), pair.substring(colon + 1).strip());
            }
        }
        return pairs;
    }

    /** The parts of a table's name, the table last. */
    List<String> table(SourceTable table) {
        for (String candidate : candidates(table)) {
            if (tables.containsKey(candidate)) {
                return List.of(tables.get(candidate).split("\\.", -1));
            }
        }
        return DOT.splitAsStream(format)
                .map(part -> filled(part, table))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    private static String filled(String part, SourceTable table) {
        return VARIABLE.matcher(part)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        value(found.group(1), table).replace('.', '_')));
    }

    private static String value(String variable, SourceTable table) {
        return switch (variable) {
            case "topic" -> table.topic();
            case "schema" -> table.schema();
            case "table" -> table.name();
            default -> table.database();
        };
    }

    String column(SourceTable table, String column) {
        for (String candidate : candidates(table)) {
            String mapped = columns.get(candidate + "." + column);
            if (mapped != null) {
                return mapped;
            }
        }
        return columns.getOrDefault(column, column);
    }

    private static List<String> candidates(SourceTable table) {
        List<String> names = new ArrayList<>(List.of(table.topic(), table.fullName()));
        names.add(table.database() + "." + table.name());
        names.add(table.name());
        return names;
    }
}
