package dev.lockstep.sink.jdbc.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Names of the target by names of the source: {@code from:to} pairs. */
public final class NameMap {

    static final ConfigDef.Validator VALIDATOR =
            new ConfigDef.Validator() {
                @Override
                public void ensureValid(String name, Object value) {
                    for (Object pair : (List<?>) value) {
                        if (!((String) pair).strip().matches("[^:]+:[^:]+")) {
                            throw new ConfigException(name, pair, "each entry must be <from>:<to>");
                        }
                    }
                }

                @Override
                public String toString() {
                    return "pairs of <from>:<to>";
                }
            };

    private final Map<String, String> names = new HashMap<>();

    NameMap(List<String> pairs) {
        for (String pair : pairs) {
            int colon = pair.indexOf(':');
            names.put(pair.substring(0, colon).strip(), pair.substring(colon + 1).strip());
        }
    }

    /** What the first of these names that is in the map is mapped to. */
    public Optional<String> lookup(List<String> candidates) {
        return candidates.stream().filter(names::containsKey).map(names::get).findFirst();
    }
}
