package dev.lockstep.build;

import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigDef.Type;

/** Prints the options of a plugin as a page of Markdown, one section per group. */
public final class ConfigReference {

    private final String title;
    private final String introduction;

    /**
     * @param title the heading of the page
     * @param introduction a paragraph below it
     */
    public ConfigReference(String title, String introduction) {
        this.title = title;
        this.introduction = introduction;
    }

    /** The whole page. Groups come in the order of their definition, options in their own. */
    public String print(ConfigDef definition) {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(title).append("\n\n").append(introduction).append('\n');
        for (String group : definition.groups()) {
            page.append("\n## ").append(group).append('\n');
            for (ConfigKey key : keys(definition, group)) {
                print(key, page);
            }
        }
        return page.toString();
    }

    /** The options alone, as one table in the order of {@link #print}. */
    public String table(ConfigDef definition) {
        StringBuilder table = new StringBuilder();
        table.append("| option | what it does | valid values | default |\n|---|---|---|---|\n");
        for (String group : definition.groups()) {
            for (ConfigKey key : keys(definition, group)) {
                table.append("| `").append(key.name).append("` | ").append(key.documentation);
                table.append(" | ").append(cell(validValues(key)));
                table.append(" | ").append(cell(defaultOf(key))).append(" |\n");
            }
        }
        return table.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static List<ConfigKey> keys(ConfigDef definition, String group) {
        return definition.configKeys().values().stream()
                .filter(key -> group.equals(key.group) && !key.internalConfig)
                .sorted(Comparator.comparingInt(key -> key.orderInGroup))
                .toList();
    }

    private static void print(ConfigKey key, StringBuilder page) {
        page.append("\n### `").append(key.name).append("`\n\n");
        page.append(key.documentation).append("\n\n");
        row(page, "type", key.type.name());
        row(page, "default", defaultOf(key));
        String validValues = validValues(key);
        if (!validValues.isEmpty()) {
            row(page, "valid values", validValues);
        }
        row(page, "importance", key.importance.name());
    }

    private static String validValues(ConfigKey key) {
        if (key.validator != null) {
            return key.validator.toString();
        }
        return key.type == Type.BOOLEAN ? "true, false" : "";
    }

    private static void row(StringBuilder page, String name, String value) {
        page.append("- ").append(name).append(": ").append(value).append('\n');
    }

    private static String defaultOf(ConfigKey key) {
        if (!key.hasDefault()) {
            return "none, it must be set";
        }
        if (key.defaultValue == null) {
            return "not set";
        }
        String value = ConfigDef.convertToString(key.defaultValue, key.type);
        return value.isEmpty() || key.type == Type.PASSWORD ? "empty" : "`" + value + "`";
    }
}
