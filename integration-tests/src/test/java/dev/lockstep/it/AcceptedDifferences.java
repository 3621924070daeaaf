package dev.lockstep.it;

import dev.lockstep.it.Comparison.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The differences that are meant, from {@code differential/differences.txt}: entries of a line
 * {@code doc: <words of the page about differences>} and lines {@code at: <expression>}, each
 * matched against the whole {@code topic path: theirs -> ours}.
 */
final class AcceptedDifferences {

    /** Where a difference may be, and how often it was. */
    private static final class Place {

        private final String text;
        private final Pattern pattern;
        private int count;

        private Place(String expression) {
            text = expression;
            pattern = Pattern.compile(expression, Pattern.DOTALL);
        }
    }

    private record Entry(String doc, List<Place> places) {}

    private final List<Entry> entries = new ArrayList<>();

    AcceptedDifferences(List<String> lines) {
        for (String line : lines) {
            if (line.startsWith("doc: ")) {
                entries.add(new Entry(line.substring(5).strip(), new ArrayList<>()));
            } else if (line.startsWith("at: ")) {
                entries.get(entries.size() - 1).places().add(new Place(line.substring(4).strip()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                throw new IllegalArgumentException("Neither doc: nor at: but " + line);
            }
        }
    }

    /** Whether some entry covers the difference; counts it if so. */
    boolean accept(Difference difference) {
        for (Entry entry : entries) {
            for (Place place : entry.places()) {
                if (place.pattern.matcher(difference.text()).matches()) {
                    place.count++;
                    return true;
                }
            }
        }
        return false;
    }

    /** The expressions that covered nothing. */
    List<String> stale() {
        return entries.stream()
                .flatMap(entry -> entry.places().stream())
                .filter(place -> place.count == 0)
                .map(place -> place.text)
                .toList();
    }

    /** The entries whose words the page does not have. */
    List<String> undocumented(String page) {
        return entries.stream().map(Entry::doc).filter(doc -> !page.contains(doc)).toList();
    }

    /** The list with counts, as text. */
    String report() {
        StringBuilder report = new StringBuilder();
        for (Entry entry : entries) {
            int count = entry.places().stream().mapToInt(place -> place.count).sum();
            report.append(String.format(Locale.ROOT, "%7d  %s%n", count, entry.doc()));
        }
        return report.toString();
    }
}
