package dev.lockstep.benchmarks.measure;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * A contender and what was measured of it.
 *
 * @param failures of rounds that gave no figures
 */
public record Side(
        String name, Map<String, String> settings, List<Round> rounds, List<String> failures) {

    /** The middle one of all rounds, or between the two in the middle. */
    public OptionalDouble median(Figure figure) {
        double[] sorted = sorted(figure);
        int half = sorted.length / 2;
        return sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((sorted[(sorted.length - 1) / 2] + sorted[half]) / 2);
    }

    /** The least of all rounds; not a number where there is none. */
    public double least(Figure figure) {
        double[] sorted = sorted(figure);
        return sorted.length == 0 ? Double.NaN : sorted[0];
    }

    /** The most of all rounds; not a number where there is none. */
    public double most(Figure figure) {
        double[] sorted = sorted(figure);
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1];
    }

    private double[] sorted(Figure figure) {
        return rounds.stream()
                .map(round -> round.figures().get(figure))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
    }
}
