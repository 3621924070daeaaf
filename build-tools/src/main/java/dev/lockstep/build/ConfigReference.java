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
        if (key.validator != null) {
            row(page, "valid values", key.validator.toString());
        } else if (key.type == Type.BOOLEAN) {
            row(page, "valid values", "true, false");
        }
        row(page, "importance", key.importance.name());
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
