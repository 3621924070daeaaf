package dev.lockstep.benchmarks;

import java.util.Map;
import picocli.CommandLine.Option;

/** What the producers of all contenders are given besides. */
final class ProducerTuning {

    @Option(
            names = "--producer",
            description = "An option of every contender's producer, as in batch.size=262144.")
    private Map<String, String> options = Map.of();

    /** Adds it to the configuration of a source connector. */
    void addTo(Map<String, String> config) {
        options.forEach((key, value) -> config.put("producer.override." + key, value));
    }
}
