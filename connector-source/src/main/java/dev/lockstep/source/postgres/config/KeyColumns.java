package dev.lockstep.source.postgres.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigException;

/** The key columns that {@code message.key.columns} sets for some tables. */
public final class KeyColumns {

    private record Entry(Pattern table, List<String> columns) {}

    private final List<Entry> entries;

    private KeyColumns(List<Entry> entries) {
        this.entries = entries;
    }

    /** The columns of the key, in order, when the option names this table. */
    public Optional<List<String>> of(String schema, String table) {
        String name = schema + "." + table;
        return entries.stream()
                .filter(entry -> entry.table.matcher(name).matches())
                .map(Entry::columns)
                .findFirst();
    }

    static KeyColumns parse(String value) {
        List<Entry> entries = new ArrayList<>();
        for (String part : value.split(";", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int colon = part.lastIndexOf(':');
            if (colon < 0 || part.substring(0, colon).isBlank()) {
                throw new IllegalArgumentException(
                        "each entry reads schema.table:column,column, but one names no table");
            }
            List<String> columns =
                    List.of(part.substring(colon + 1).split(",", -1)).stream()
                            .map(String::strip)
                            .toList();
            if (columns.stream().anyMatch(String::isEmpty)) {
                throw new IllegalArgumentException("an entry has an empty column name");
            }
            entries.add(
                    new Entry(
                            Pattern.compile(
                                    part.substring(0, colon).strip(),
                                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
                            columns));
        }
        return new KeyColumns(List.copyOf(entries));
    }

    static void check(String key, Object value) {
        if (value == null) {
            throw new ConfigException(key, value, "leave it out, or set it to an empty string");
        }
        try {
            parse((String) value);
        } catch (PatternSyntaxException e) {
            throw new ConfigException(key, value, e.getDescription());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, value, e.getMessage());
        }
    }
}
