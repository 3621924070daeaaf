package dev.lockstep.benchmarks.measure;

import java.util.List;
import java.util.Map;

/**
 * All that one run of a scenario has measured.
 *
 * @param at when it began, as ISO 8601 writes it
 * @param settings rounds, rows and what else was chosen
 */
public record Result(
        String scenario,
        String measures,
        String at,
        Machine machine,
        Map<String, String> versions,
        Map<String, String> settings,
        List<Section> sections) {

    /** Whether any round of any side gave no figures. */
    public boolean hasFailures() {
        return sections.stream()
                .flatMap(section -> section.sides().stream())
                .anyMatch(side -> !side.failures().isEmpty());
    }
}
