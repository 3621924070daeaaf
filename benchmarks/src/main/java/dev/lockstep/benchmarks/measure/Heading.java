package dev.lockstep.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * What a section of a scenario measures.
 *
 * @param id names it within its scenario
 * @param counted what its rate counts: events, rows, documents
 * @param axis what the names of its sides, which are numbers then, stand for; empty where they are
 *     contenders
 * @param yardsticks names of the sides that the others are compared with
 */
public record Heading(
        String id,
        String title,
        String counted,
        String axis,
        List<String> yardsticks,
        List<Goal> goals) {

    public static Heading of(String id, String title, String counted) {
        return new Heading(id, title, counted, "", List.of(), List.of());
    }

    /** Its sides are points of a curve over this. */
    public Heading over(String what) {
        return new Heading(id, title, counted, what, yardsticks, goals);
    }

    public Heading comparedWith(String... sides) {
        return new Heading(id, title, counted, axis, List.of(sides), goals);
    }

    public Heading goal(Goal goal) {
        List<Goal> more = new ArrayList<>(goals);
        more.add(goal);
        return new Heading(id, title, counted, axis, yardsticks, List.copyOf(more));
    }
}
