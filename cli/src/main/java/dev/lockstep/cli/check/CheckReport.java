package dev.lockstep.cli.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;

/** What the check did and found. Times are in milliseconds. */
public record CheckReport(
        boolean passed,
        List<Step> steps,
        @JsonProperty("changes_expected") int changesExpected,
        @JsonProperty("events_received") int eventsReceived,
        List<String> differences,
        @JsonProperty("start_ms") long startMillis,
        @JsonProperty("changes_ms") long changesMillis,
        @JsonProperty("total_ms") long totalMillis) {

    private static final int SHOWN_DIFFERENCES = 20;

    /** A part of the script and the number of changes it makes. */
    public record Step(String title, int changes) {}

    /** The report for people. */
    public String text() {
        StringBuilder text = new StringBuilder("\n");
        for (Step step : steps) {
            line(text, "  %5d  %s", step.changes(), step.title());
        }
        line(text, "  %5d  changes made, %d events received", changesExpected, eventsReceived);
        line(text, "");
        if (passed) {
            line(text, "Passed: every change arrived exactly once, in commit order,");
            line(text, "with its key, its columns and a position behind all before it.");
        } else {
            line(text, "FAILED, %d differences:", differences.size());
            differences.stream()
                    .limit(SHOWN_DIFFERENCES)
                    .forEach(difference -> line(text, "  %s", difference));
            if (differences.size() > SHOWN_DIFFERENCES) {
                line(text, "  and %d more; --output json has all", rest());
            }
        }
        line(
                text,
                "Servers and connector %.1f s, changes until received %.1f s, in all %.1f s.",
                startMillis / 1e3,
                changesMillis / 1e3,
                totalMillis / 1e3);
        return text.toString();
    }

    private int rest() {
        return differences.size() - SHOWN_DIFFERENCES;
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
