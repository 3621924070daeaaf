package dev.lockstep.transform;

import java.util.HashMap;
import java.util.Map;

/** Options of a transform, written as name, value, name, value. */
final class Options {

    private Options() {}

    static Map<String, String> of(String... namesAndValues) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            options.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return options;
    }
}
