package dev.lockstep.sink.config;

import java.util.HashMap;
import java.util.Map;

/** Other names of options, by which users of other sinks know them. */
public final class OptionAliases {

    private final Map<String, String> names;

    /**
     * @param names the option's own name by each other name
     */
    public OptionAliases(Map<String, String> names) {
        this.names = Map.copyOf(names);
    }

    /** These and more. */
    public OptionAliases and(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(names);
        all.putAll(more);
        return new OptionAliases(all);
    }

    /** The configuration under the options' own names; where both are given, those win. */
    public Map<String, String> resolve(Map<String, String> given) {
        Map<String, String> resolved = new HashMap<>(given);
        names.forEach(
                (alias, name) -> {
                    String value = resolved.remove(alias);
                    if (value != null) {
                        resolved.putIfAbsent(name, value);
                    }
                });
        return resolved;
    }
}
