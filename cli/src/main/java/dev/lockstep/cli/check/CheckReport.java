package dev.lockstep.cli.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the check did and found. Times are in milliseconds. */
public record CheckReport(
        boolean passed,
        List<Step> steps,
        @JsonProperty("changes_expected") int changesExpected,
        @JsonProperty("events_received") int eventsReceived,
        @JsonProperty("events_repeated") int eventsRepeated,
        List<Compared> targets,
        List<String> differences,
        Times times) {

    private static final int SHOWN_DIFFERENCES = 20;

    /** A part of the script and the number of changes it makes. */
    public record Step(String title, int changes) {}

    /**
     * What a comparison of a target with the source, row by row, has found.
     *
     * @param when after what
     */
    public record Compared(
            String target, String when, int tables, long rows, List<String> differences) {

        private String line() {
            String what = String.format(Locale.ROOT, "  %5d  rows of %s", rows, target);
            String result =
                    differences.isEmpty() ? "equal the source's" : differences.size() + " differ";
            return what + " " + result + ", " + when;
        }
    }

    /** How long the parts took. */
    public record Times(
            @JsonProperty("start_ms") long startMillis,
            @JsonProperty("changes_ms") long changesMillis,
            @JsonProperty("kill_ms") long killMillis,
            @JsonProperty("replay_ms") long replayMillis,
            @JsonProperty("total_ms") long totalMillis) {

        private String line() {
            return String.format(
                    Locale.ROOT,
                    "Servers and connectors %.1f s, changes until received %.1f s, kill until equal"
                            + " %.1f s, replay until equal %.1f s, in all %.1f s.",
                    startMillis / 1e3,
                    changesMillis / 1e3,
                    killMillis / 1e3,
                    replayMillis / 1e3,
                    totalMillis / 1e3);
        }
    }

    /** The report for people. */
    public String text() {
        StringBuilder text = new StringBuilder("\n");
        for (Step step : steps) {
            line(text, "  %5d  %s", step.changes(), step.title());
        }
        line(
                text,
                "  %5d  changes made, %d events received, %d of them repeats",
                changesExpected,
                eventsReceived,
                eventsRepeated);
        targets.forEach(target -> text.append(target.line()).append('\n'));
        line(text, "");
        if (passed) {
            line(
                    text,
                    "Passed: every change arrived in commit order, with its key, its columns and");
            line(
                    text,
                    "a position behind all before it; once, but for repeats after the kill, which");
            line(
                    text,
                    "their positions tell; and every target has the source's rows and no others.");
        } else {
            failed(text);
        }
        line(text, "%s", times.line());
        return text.toString();
    }

    private void failed(StringBuilder text) {
        List<String> all =
                Stream.concat(
                                differences.stream(),
                                targets.stream()
                                        .flatMap(
                                                target ->
                                                        target.differences().stream()
                                                                .map(each -> where(target, each))))
                        .toList();
        line(text, "FAILED, %d differences:", all.size());
        all.stream().limit(SHOWN_DIFFERENCES).forEach(each -> line(text, "  %s", each));
        if (all.size() > SHOWN_DIFFERENCES) {
            line(text, "  and %d more; --output json has all", all.size() - SHOWN_DIFFERENCES);
        }
    }

    private static String where(Compared target, String difference) {
        return target.target() + ", " + target.when() + ": " + difference;
    }

    private static void line(StringBuilder text, String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
