package dev.lockstep.cli.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds how the changes that arrived differ from those that were made: missing, doubled, altered,
 * invented, or in another order.
 */
final class Comparison {

    private final List<RowChange> expected;
    private final List<RowChange> actual;

    /** For each actual change the expected one that it is, or -1. */
    private final int[] matches;

    private final Set<Integer> missing = new TreeSet<>();
    private final List<String> differences = new ArrayList<>();

    private Comparison(List<RowChange> expected, List<RowChange> actual) {
        this.expected = expected;
        this.actual = actual;
        this.matches = new int[actual.size()];
        Arrays.fill(matches, -1);
    }

    /** Describes every difference; both lists are in commit order. */
    static List<String> differences(List<RowChange> expected, List<RowChange> actual) {
        Comparison comparison = new Comparison(expected, actual);
        comparison.matchEqual();
        comparison.describeStrangers();
        comparison.describeMissing();
        comparison.describeOrder();
        return comparison.differences;
    }

    private void matchEqual() {
        Map<RowChange, Deque<Integer>> open = new HashMap<>();
        for (int i = 0; i < expected.size(); i++) {
            open.computeIfAbsent(expected.get(i), change -> new ArrayDeque<>()).add(i);
        }
        for (int i = 0; i < actual.size(); i++) {
            Deque<Integer> places = open.get(actual.get(i));
            if (places != null && !places.isEmpty()) {
                matches[i] = places.poll();
            }
        }
        open.values().forEach(missing::addAll);
    }

    private void describeStrangers() {
        Set<RowChange> known = new HashSet<>(expected);
        for (int i = 0; i < actual.size(); i++) {
            if (matches[i] < 0) {
                RowChange change = actual.get(i);
                int meant = known.contains(change) ? -1 : missingOfSameRow(change);
                if (meant >= 0) {
                    missing.remove(meant);
                    differences.add(altered(expected.get(meant), change));
                } else {
                    differences.add(
                            (known.contains(change) ? "arrived twice: " : "not expected: ")
                                    + change.row());
                }
            }
        }
    }

    private int missingOfSameRow(RowChange change) {
        return missing.stream()
                .filter(place -> expected.get(place).row().equals(change.row()))
                .findFirst()
                .orElse(-1);
    }

    private static String altered(RowChange wanted, RowChange got) {
        List<String> parts = new ArrayList<>();
        alteredColumns("before", wanted.before(), got.before(), parts);
        alteredColumns("after", wanted.after(), got.after(), parts);
        if (!wanted.unavailable().equals(got.unavailable())) {
            parts.add(
                    "unavailable_fields is " + got.unavailable() + ", not " + wanted.unavailable());
        }
        return "arrived altered: " + wanted.row() + ", where " + String.join("; ", parts);
    }

    private static void alteredColumns(
            String image, Map<String, Object> wanted, Map<String, Object> got, List<String> parts) {
        Set<String> columns = new LinkedHashSet<>(wanted.keySet());
        columns.addAll(got.keySet());
        for (String column : columns) {
            if (wanted.containsKey(column) != got.containsKey(column)
                    || !Objects.equals(wanted.get(column), got.get(column))) {
                parts.add(
                        image
                                + "."
                                + column
                                + " is "
                                + shown(got, column)
                                + ", not "
                                + shown(wanted, column));
            }
        }
    }

    private static String shown(Map<String, Object> row, String column) {
        return row.containsKey(column) ? String.valueOf(row.get(column)) : "absent";
    }

    private void describeMissing() {
        missing.forEach(place -> differences.add("never arrived: " + expected.get(place).row()));
    }

    /** Every change that stands behind one that should follow it. */
    private void describeOrder() {
        int latest = -1;
        for (int i = 0; i < actual.size(); i++) {
            if (matches[i] < 0) {
                continue;
            }
            if (matches[i] < latest) {
                differences.add(
                        "arrived too late: "
                                + actual.get(i).row()
                                + ", which was committed before "
                                + expected.get(latest).row());
            }
            latest = Math.max(latest, matches[i]);
        }
    }
}
