package dev.lockstep.transform.reference;

import dev.lockstep.build.ConfigReference;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page of one transform or predicate as Markdown. */
record ReferencePage(Plugin plugin) {

    private static final String PRINTED =
            "Printed by `PagesTest` from the definition and from examples that are run; do not edit"
                    + " by hand.";

    String print() {
        StringBuilder page = new StringBuilder();
        page.append("# ").append(plugin.name()).append("\n\n");
        page.append(plugin.about()).append("\n\n");
        page.append(plugin.isPredicate() ? "Predicate" : "Transform");
        page.append(" class `").append(plugin.type().getName()).append("`. ");
        page.append(PRINTED).append("\n\n## Options\n\n");
        page.append(new ConfigReference("", "").table(plugin.definition()));
        page.append("\n## Examples\n");
        plugin.examples().forEach(example -> print(example, page));
        return page.toString();
    }

    private void print(Example example, StringBuilder page) {
        page.append('\n').append(example.title()).append("\n\n```json\n{\n");
        page.append(config(example.options())).append("\n}\n```\n\n");
        page.append("Records in:\n\n```json\n").append(example.input()).append("\n```\n\n");
        if (example.output().equals("nothing")) {
            page.append("Nothing comes out.\n");
        } else {
            page.append(
                    plugin.isPredicate() ? "Matches, record by record:\n\n" : "Records out:\n\n");
            page.append("```json\n").append(example.output()).append("\n```\n");
        }
    }

    private String config(Map<String, String> options) {
        String kind = plugin.isPredicate() ? "predicates" : "transforms";
        String alias =
                plugin.name().substring(0, 1).toLowerCase(Locale.ROOT) + plugin.name().substring(1);
        String prefix = "  \"" + kind + "." + alias + ".";
        StringBuilder config = new StringBuilder();
        config.append("  \"").append(kind).append("\": \"").append(alias).append("\",\n");
        config.append(prefix).append("type\": \"").append(plugin.type().getName()).append('"');
        options.forEach(
                (name, value) ->
                        config.append(",\n")
                                .append(prefix)
                                .append(name)
                                .append("\": \"")
                                .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                                .append('"'));
        return config.toString();
    }

    /** The page that leads to all others. */
    static String list(List<Plugin> plugins) {
        StringBuilder page = new StringBuilder("# Transforms and predicates\n\n");
        page.append("All work on events of Lockstep and of every Debezium connector, with schema")
                .append(" or without, in\nsource and in sink connectors. ")
                .append(PRINTED)
                .append("\n\n| class | kind | what it does |\n|---|---|---|\n");
        for (Plugin plugin : plugins) {
            String about = plugin.about().replace('\n', ' ');
            page.append("| [`").append(plugin.name()).append("`](").append(plugin.name());
            page.append(".md) | ").append(plugin.isPredicate() ? "predicate" : "transform");
            page.append(" | ")
                    .append(
                            about,
                            0,
                            about.indexOf(". ") < 0 ? about.length() : about.indexOf(". ") + 1);
            page.append(" |\n");
        }
        return page.toString();
    }
}
