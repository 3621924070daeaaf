package dev.lockstep.benchmarks.measure;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was chosen for a run of a scenario.
 *
 * @param only names of sides; all where it is empty
 * @param sections names of sections; all where it is empty
 * @param producer what the producers of all source connectors are given besides
 * @param deadline turns that would begin later are left out
 */
public record Settings(
        Size size,
        List<String> only,
        List<String> sections,
        Map<String, String> producer,
        Instant deadline) {

    /** As a result shows them. */
    Map<String, String> shown() {
        Map<String, String> shown = new TreeMap<>();
        shown.put("rounds", Integer.toString(size.rounds()));
        shown.put("rows", Integer.toString(size.rows()));
        shown.put("warm-up rows", Integer.toString(size.warmupRows()));
        producer.forEach((key, value) -> shown.put("producer." + key, value));
        return shown;
    }
}
