package dev.lockstep.sink.change;

import dev.lockstep.sink.config.RecordOptions;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Configurations as a connector has them. */
public final class Options {

    private Options() {}

    public static RecordOptions of(String... pairs) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            given.put(pairs[i], pairs[i + 1]);
        }
        ConfigDef definition = RecordOptions.define(new ConfigDef());
        return new RecordOptions(
                new AbstractConfig(definition, RecordOptions.ALIASES.resolve(given)));
    }
}
