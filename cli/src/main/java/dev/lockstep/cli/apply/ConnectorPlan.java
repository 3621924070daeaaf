package dev.lockstep.cli.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What would become of a connector.
 *
 * @param errors what its plugin refuses, by option
 */
record ConnectorPlan(
        String name, Action action, List<Change> changes, Map<String, List<String>> errors) {

    /** What would be done. */
    enum Action {
        CREATE,
        CHANGE,
        NOTHING
    }

    /** An option that would change; null where it is not set. Secrets are hidden. */
    record Change(String option, String now, String planned) {

        private String line() {
            if (now == null) {
                return "  + " + option + ": " + planned;
            }
            return planned == null
                    ? "  - " + option + ": " + now
                    : "  ~ " + option + ": " + now + " -> " + planned;
        }
    }

    /**
     * Compares.
     *
     * @param current the configuration that the connector has; null when there is none
     */
    static ConnectorPlan of(
            Definition definition,
            Map<String, String> current,
            Secrets secrets,
            Map<String, List<String>> errors) {
        Map<String, String> now = new TreeMap<>(current == null ? Map.of() : current);
        now.putIfAbsent("name", definition.name());
        TreeSet<String> options = new TreeSet<>(now.keySet());
        options.addAll(definition.config().keySet());
        List<Change> changes = new ArrayList<>();
        for (String option : options) {
            String before = now.get(option);
            String after = definition.config().get(option);
            if (!Objects.equals(before, after)) {
                changes.add(
                        new Change(
                                option,
                                secrets.shown(option, before),
                                secrets.shown(option, after)));
            }
        }
        return new ConnectorPlan(definition.name(), action(current, changes), changes, errors);
    }

    private static Action action(Map<String, String> current, List<Change> changes) {
        if (current == null) {
            return Action.CREATE;
        }
        return changes.isEmpty() ? Action.NOTHING : Action.CHANGE;
    }

    boolean changesAnything() {
        return action != Action.NOTHING;
    }

    /** For people: a heading, and a line for each option that would change. */
    String text(boolean done) {
        StringBuilder text = new StringBuilder(name).append(": ");
        text.append(
                switch (action) {
                    case CREATE -> done ? "created" : "create";
                    case CHANGE -> done ? "changed" : "change";
                    case NOTHING -> "as it is";
                });
        changes.forEach(change -> text.append('\n').append(change.line()));
        return text.append('\n').toString();
    }
}
