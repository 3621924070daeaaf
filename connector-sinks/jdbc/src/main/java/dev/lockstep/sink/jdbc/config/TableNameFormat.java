package dev.lockstep.sink.jdbc.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * A template for the names of tables. Dots in the template separate the parts of a name; dots in
 * what fills it become underscores.
 */
public final class TableNameFormat {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    /** Our names of the variables by each name that they may go by; Debezium's are among them. */
    private static final Map<String, String> VARIABLES =
            Map.of(
                    "topic", "topic",
                    "database", "database",
                    "schema", "schema",
                    "table", "table",
                    "source.db", "database",
                    "source.schema", "schema",
                    "source.table", "table");

    static final ConfigDef.Validator VALIDATOR =
            new ConfigDef.Validator() {
                @Override
                public void ensureValid(String name, Object value) {
                    String template = value == null ? "" : (String) value;
                    VARIABLE.matcher(template)
                            .results()
                            .map(found -> found.group(1))
                            .filter(variable -> !VARIABLES.containsKey(variable))
                            .findFirst()
                            .ifPresent(
                                    variable -> {
                                        throw new ConfigException(
                                                name, value, "there is no ${" + variable + "}");
                                    });
                    int parts = template.isBlank() ? 0 : parts(template).size();
                    if (parts < 1 || parts > 3) {
                        throw new ConfigException(
                                name, value, "it must have one to three parts between dots");
                    }
                }

                @Override
                public String toString() {
                    return "names with ${topic}, ${database}, ${schema}, ${table}";
                }
            };

    private final List<String> parts;

    TableNameFormat(String template) {
        this.parts = parts(template);
    }

    /**
     * The parts of a table's name.
     *
     * @param values by topic, database, schema and table; null where it is not known
     */
    public List<String> fill(Map<String, String> values) {
        return parts.stream().map(part -> fill(part, values)).filter(p -> !p.isEmpty()).toList();
    }

    private static String fill(String part, Map<String, String> values) {
        return VARIABLE.matcher(part)
                .replaceAll(
                        found -> {
                            String value = values.get(VARIABLES.get(found.group(1)));
                            return value == null
                                    ? ""
                                    : Matcher.quoteReplacement(value.replace('.', '_'));
                        });
    }

    /** Splits at dots, but not at those in the name of a variable. */
    private static List<String> parts(String template) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        boolean variable = false;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            variable = c == '{' || (variable && c != '}');
            if (c == '.' && !variable) {
                parts.add(template.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(template.substring(start));
        return parts;
    }
}
