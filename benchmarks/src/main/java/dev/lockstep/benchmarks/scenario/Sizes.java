package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.measure.Size;
import java.time.Duration;

/**
 * How much a scenario measures, and how long that takes on two cores.
 *
 * @param quick for a first impression, with one worker per contender
 */
public record Sizes(Size usual, Duration takes, Size quick, Duration quickTakes) {}
