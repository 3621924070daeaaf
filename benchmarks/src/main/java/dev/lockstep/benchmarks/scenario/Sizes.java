package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.measure.Size;
import java.time.Duration;

/**
 * How much a scenario measures, and how long that takes on two cores.
 *
 * @param quick for a first impression, with one worker per contender
 */
public record Sizes(Size usual, Duration takes, Size quick, Duration quickTakes) {

    static Sizes of(Size usual, int minutes, Size quick, int quickSeconds) {
        return new Sizes(
                usual, Duration.ofMinutes(minutes), quick, Duration.ofSeconds(quickSeconds));
    }
}
