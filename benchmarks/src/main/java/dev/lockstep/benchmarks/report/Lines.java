package dev.lockstep.benchmarks.report;

import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Goal;
import dev.lockstep.benchmarks.measure.Section;
import dev.lockstep.benchmarks.measure.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The rows of a section's tables, and what it says about its goals. */
final class Lines {

    /** Ratios of these say something; those of the others follow from them, or from the table. */
    private static final List<Figure> COMPARED =
            List.of(Figure.RATE, Figure.CPU, Figure.MEMORY, Figure.P50, Figure.P99, Figure.NANOS);

    private final Section section;

    Lines(Section section) {
        this.section = section;
    }

    /** What the columns hold, and a row for each side. */
    List<List<String>> figures() {
        List<Figure> figures = section.figures();
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of(section.heading().axis()));
        figures.forEach(figure -> head.add(Numbers.unit(figure, section.heading())));
        rows.add(head);
        for (Side side : section.sides()) {
            List<String> row = new ArrayList<>(List.of(side.name()));
            figures.forEach(figure -> row.add(Numbers.text(side, figure)));
            rows.add(row);
        }
        return rows;
    }

    /** How many times as good the sides are as those that they are compared with. */
    List<String> ratios() {
        List<String> yardsticks = section.heading().yardsticks();
        List<String> lines = new ArrayList<>();
        for (Side side : section.sides()) {
            for (String than : yardsticks) {
                if (!yardsticks.contains(side.name())) {
                    ratio(side.name(), than, lines);
                }
            }
        }
        return lines;
    }

    private void ratio(String side, String than, List<String> lines) {
        List<String> parts = new ArrayList<>();
        for (Figure figure : COMPARED) {
            OptionalDouble value = section.side(side).orElseThrow().median(figure);
            OptionalDouble other =
                    section.side(than)
                            .map(one -> one.median(figure))
                            .orElse(OptionalDouble.empty());
            if (value.isPresent() && other.isPresent() && other.getAsDouble() > 0) {
                parts.add(
                        Numbers.ratio(value.getAsDouble() / other.getAsDouble())
                                + " × "
                                + word(figure));
            }
        }
        if (!parts.isEmpty()) {
            lines.add(side + " to " + than + ": " + String.join(", ", parts));
        }
    }

    private static String word(Figure figure) {
        return switch (figure) {
            case RATE -> "the rate";
            case CPU -> "the CPU";
            case MEMORY -> "the memory";
            case NANOS -> "the time";
            default -> "the " + figure.unit().replace(" ms", "");
        };
    }

    /** Each goal and what was reached of it. */
    List<String> goals() {
        return section.heading().goals().stream().map(this::goal).toList();
    }

    private String goal(Goal goal) {
        OptionalDouble reached = section.reached(goal);
        String wanted = goal.isRatio() ? wantedRatio(goal) : wantedValue(goal);
        if (reached.isEmpty()) {
            return wanted + ": not measured";
        }
        String value =
                goal.isRatio()
                        ? Numbers.ratio(reached.getAsDouble())
                        : Numbers.text(reached.getAsDouble(), goal.figure());
        return wanted + ": " + (goal.isMetBy(reached.getAsDouble()) ? "met, " : "missed, ") + value;
    }

    private String wantedRatio(Goal goal) {
        String figure = goal.figure() == Figure.RATE ? "rate" : goal.figure().unit();
        String times = Numbers.ratio(goal.bound()) + " times as good as " + goal.than();
        return goal.side() + " to be " + times + " in " + figure;
    }

    private String wantedValue(Goal goal) {
        if (goal.figure() == Figure.COMPLETES) {
            return goal.side() + " to complete";
        }
        return goal.side()
                + " to have "
                + (goal.figure().moreIsBetter() ? "at least " : "at most ")
                + Numbers.text(goal.bound(), goal.figure())
                + " "
                + goal.figure().unit();
    }

    /** Rounds that gave no figures. */
    List<String> failures() {
        return section.sides().stream()
                .flatMap(
                        side ->
                                side.failures().stream()
                                        .map(failure -> side.name() + " failed: " + failure))
                .toList();
    }
}
