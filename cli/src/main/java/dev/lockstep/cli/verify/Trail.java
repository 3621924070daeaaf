package dev.lockstep.cli.verify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The last looks at a row that is written more often than it is looked at. */
final class Trail {

    private static final int LOOKS = 15;

    /** A column that takes so many values on both sides moves on between the looks. */
    private static final int MOVING = 3;

    /** Both sides at one look, each null for no row. */
    private record Look(List<String> source, List<String> target) {}

    private final Deque<Look> looks = new ArrayDeque<>();

    void add(List<String> source, List<String> target) {
        looks.addLast(new Look(source, target));
        if (looks.size() > LOOKS) {
            looks.removeFirst();
        }
    }

    /**
     * Whether the target was seen to go where the source goes: it moved, and each of its columns
     * has what the source's had at one of the looks, or keeps moving between them. A row that is
     * stuck, or has a wrong value in a column that nobody writes, does not.
     */
    boolean isFollowed() {
        if (looks.stream().map(Look::target).distinct().count() < 2) {
            return false;
        }
        List<String> target = looks.getLast().target();
        if (target == null) {
            return looks.stream().anyMatch(look -> look.source() == null);
        }
        for (int i = 0; i < target.size(); i++) {
            if (!isFollowed(i, target.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isFollowed(int column, String value) {
        return sources().anyMatch(row -> Objects.equals(row.get(column), value))
                || (count(sources(), column) >= MOVING && count(targets(), column) >= MOVING);
    }

    private Stream<List<String>> sources() {
        return looks.stream().map(Look::source).filter(Objects::nonNull);
    }

    private Stream<List<String>> targets() {
        return looks.stream().map(Look::target).filter(Objects::nonNull);
    }

    private static long count(Stream<List<String>> rows, int column) {
        return rows.map(row -> Objects.requireNonNullElse(row.get(column), "")).distinct().count();
    }
}
