package dev.lockstep.benchmarks.measure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.EnumMap;
import java.util.Map;

/** The figures of one contender in one round. */
public record Round(@JsonValue Map<Figure, Double> figures) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Round {
        figures = figures.isEmpty() ? Map.of() : new EnumMap<>(figures);
    }

    /** A round with one figure; {@link #with} adds others. */
    public static Round of(Figure figure, double value) {
        return new Round(Map.of(figure, value));
    }

    /** The same with one figure more. */
    public Round with(Figure figure, double value) {
        Map<Figure, Double> more = new EnumMap<>(Figure.class);
        more.putAll(figures);
        more.put(figure, value);
        return new Round(more);
    }
}
