package dev.lockstep.benchmarks.contender;

import java.util.List;
import java.util.Map;

/** How keys and values are written to topics, or read from them. */
public record Converter(String className, Map<String, String> options) {

    private static final String SCHEMAS = "schemas.enable";

    /** That of Lockstep's archives. */
    public static Converter lockstepJson(boolean schemas) {
        return new Converter(
                "dev.lockstep.json.LockstepJsonConverter",
                Map.of(SCHEMAS, Boolean.toString(schemas)));
    }

    /** That which a worker has. */
    public static Converter kafkaJson(boolean schemas) {
        return new Converter(
                "org.apache.kafka.connect.json.JsonConverter",
                Map.of(SCHEMAS, Boolean.toString(schemas)));
    }

    /** Apicurio's. */
    public static Converter avro(String registryUrl) {
        return new Converter(
                "io.apicurio.registry.utils.converter.AvroConverter",
                Map.of(
                        "apicurio.registry.url",
                        registryUrl,
                        "apicurio.registry.auto-register",
                        "true"));
    }

    void addTo(Map<String, String> config) {
        for (String side : List.of("key", "value")) {
            config.put(side + ".converter", className);
            options.forEach((key, value) -> config.put(side + ".converter." + key, value));
        }
    }
}
