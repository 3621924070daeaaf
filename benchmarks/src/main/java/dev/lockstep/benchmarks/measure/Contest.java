package dev.lockstep.benchmarks.measure;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Holds the sections of one scenario: all contenders of a section take their turns, one after the
 * other, as often as there are rounds. A turn that fails is noted, and the next ones are taken.
 */
public final class Contest {

    private static final int QUOTED = 400;

    private final Settings settings;
    private final PrintWriter progress;
    private final Instant begun = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Machine machine = Machine.here();
    private final Map<String, String> versions = new TreeMap<>();
    private final List<Section> sections = new ArrayList<>();

    /**
     * @param progress is told each round as soon as it is over
     */
    public Contest(Settings settings, PrintWriter progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /** Measures one contender once. */
    @FunctionalInterface
    public interface Turn<C extends Contender> {
        Round take(C contender) throws Exception;
    }

    public Size size() {
        return settings.size();
    }

    public Map<String, String> producer() {
        return settings.producer();
    }

    /** Whether this section was asked for: what only it needs can be left out if not. */
    public boolean wants(String section) {
        return settings.sections().isEmpty() || settings.sections().contains(section);
    }

    /** Notes the version of something that takes part. */
    public void version(String what, String version) {
        versions.put(what, version);
    }

    /** Has a section's contenders take turns, if the section was asked for. */
    public <C extends Contender> void hold(Heading heading, List<C> contenders, Turn<C> turn) {
        if (!wants(heading.id())) {
            return;
        }
        List<C> chosen = contenders.stream().filter(this::isChosen).toList();
        List<Side> sides = new ArrayList<>();
        for (C contender : chosen) {
            sides.add(
                    new Side(
                            contender.name(),
                            contender.settings(),
                            new ArrayList<>(),
                            new ArrayList<>()));
        }
        for (int round = 1; round <= size().rounds(); round++) {
            for (int i = 0; i < chosen.size(); i++) {
                take(heading, chosen.get(i), sides.get(i), turn, round);
            }
        }
        sections.add(new Section(heading, sides));
    }

    /** What has been measured. */
    public Result result(String scenario, String measures) {
        return new Result(
                scenario,
                measures,
                begun.toString(),
                machine,
                versions,
                settings.shown(),
                List.copyOf(sections));
    }

    private boolean isChosen(Contender contender) {
        return settings.only().isEmpty() || settings.only().contains(contender.name());
    }

    private <C extends Contender> void take(
            Heading heading, C contender, Side side, Turn<C> turn, int number) {
        String label = heading.id() + ", round " + number + ", " + contender.name() + ": ";
        try {
            if (Instant.now().isAfter(settings.deadline())) {
                throw new IllegalStateException("left out, for the time is over");
            }
            Round round = turn.take(contender);
            side.rounds().add(round);
            progress.println(label + text(heading, round));
        } catch (Exception e) {
            String why = String.valueOf(e.getMessage() == null ? e : e.getMessage());
            side.failures().add(why.substring(0, Math.min(QUOTED, why.length())));
            progress.println(label + "failed: " + why);
        }
        progress.flush();
    }

    private static String text(Heading heading, Round round) {
        return round.figures().entrySet().stream()
                .map(
                        entry ->
                                String.format(
                                        Locale.ROOT,
                                        "%,." + entry.getKey().decimals() + "f %s",
                                        entry.getValue(),
                                        entry.getKey() == Figure.RATE
                                                ? heading.counted() + "/s"
                                                : entry.getKey().unit()))
                .collect(Collectors.joining(", "));
    }
}
