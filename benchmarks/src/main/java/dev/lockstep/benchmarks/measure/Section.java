package dev.lockstep.benchmarks.measure;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One comparison of a scenario. */
public record Section(Heading heading, List<Side> sides) {

    public Optional<Side> side(String name) {
        return sides.stream().filter(side -> side.name().equals(name)).findFirst();
    }

    /** The figures that any of its sides has. */
    public List<Figure> figures() {
        return Arrays.stream(Figure.values())
                .filter(figure -> sides.stream().anyMatch(side -> side.median(figure).isPresent()))
                .toList();
    }

    /** How many times as good one side's median is as that of another. */
    public OptionalDouble ratio(Figure figure, String side, String than) {
        OptionalDouble value = median(figure, side);
        OptionalDouble other = median(figure, than);
        return value.isPresent() && other.isPresent()
                ? OptionalDouble.of(figure.timesAsGood(value.getAsDouble(), other.getAsDouble()))
                : OptionalDouble.empty();
    }

    /** What was reached of what a goal asks for. */
    public OptionalDouble reached(Goal goal) {
        return goal.isRatio()
                ? ratio(goal.figure(), goal.side(), goal.than())
                : median(goal.figure(), goal.side());
    }

    private OptionalDouble median(Figure figure, String side) {
        return side(side).map(one -> one.median(figure)).orElse(OptionalDouble.empty());
    }
}
