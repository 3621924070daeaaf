package dev.lockstep.cli.verify;

import dev.lockstep.cli.verify.row.RowKey;
import dev.lockstep.cli.verify.row.SourceRow;
import dev.lockstep.cli.verify.row.Spot;
import dev.lockstep.cli.verify.source.SourceRows;
import dev.lockstep.cli.verify.target.TargetTable;
import dev.lockstep.event.Lsn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;

/**
 * Spots of one table that differed at the last look.
 *
 * <p>A look reads the source's rows, then the target's. A spot is equal when both were equal at a
 * look. It differs when the source's row has not been written since a place that the sink had
 * passed before the target was read: that takes a look before, to know the row's version, and a
 * look after, to know that it is still the same.
 */
final class Suspects {

    /** A row that is written more often than it is looked at has so many looks. */
    private static final int LOOKS_AT_CHANGING = 15;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final SourceRows source;
    private final TargetTable target;
    private final Passage passage;
    private final int chunkRows;
    private final Map<Spot, Suspect> open = new LinkedHashMap<>();
    private final List<Finding> confirmed = new ArrayList<>();
    private int changing;
    private Lsn latest;

    /**
     * A difference.
     *
     * @param expected the source's values for the spot; null for none
     * @param found the target's; null for none
     */
    record Finding(Spot spot, List<String> expected, List<String> found) {}

    /** What is known of a spot from the looks before. */
    private static final class Suspect {

        private String version;
        private Lsn seenAt;
        private Instant seen;
        private int versions;
        private Lsn firstAt;
        private Instant first;

        /** Begins with the second version, for most rows have one. */
        private Trail trail;

        /** The target's values, read when it had passed {@link #seenAt}; null for none. */
        private Optional<List<String>> proof;
    }

    Suspects(SourceRows source, TargetTable target, Passage passage, int chunkRows) {
        this.source = source;
        this.target = target;
        this.passage = passage;
        this.chunkRows = chunkRows;
    }

    void add(Spot spot) {
        open.computeIfAbsent(spot, added -> new Suspect());
    }

    int size() {
        return open.size();
    }

    List<Finding> confirmed() {
        return confirmed;
    }

    /** Spots whose rows are written too often to be caught, and that were seen to follow them. */
    int changing() {
        return changing;
    }

    /** The latest place at which rows were looked at; null before the first look. */
    Lsn latest() {
        return latest;
    }

    /** Looks until nothing is open or the time is over; what is open then is not decided. */
    void settle(Duration patience, IntConsumer progress) {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration pause = SHORTEST_PAUSE;
        while (!open.isEmpty() && System.nanoTime() < deadline && !Thread.interrupted()) {
            look(true);
            progress.accept(open.size());
            if (!open.isEmpty()) {
                LockSupport.parkNanos(pause.toNanos());
                Duration longer = pause.multipliedBy(3).dividedBy(2);
                pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
            }
        }
    }

    /** Waits until spots are equal, and confirms nothing. */
    void awaitEqual(Duration patience, IntConsumer progress) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline && !Thread.interrupted()) {
            look(false);
            progress.accept(open.size());
            if (!open.isEmpty()) {
                LockSupport.parkNanos(LONGEST_PAUSE.dividedBy(2).toNanos());
            }
        }
        open.replaceAll((spot, known) -> new Suspect());
    }

    /** Takes out what is equal by now; no difference is confirmed by a single look. */
    void look() {
        look(true);
    }

    private void look(boolean confirming) {
        List<Spot> spots = new ArrayList<>(open.keySet());
        for (int i = 0; i < spots.size(); i += chunkRows) {
            look(spots.subList(i, Math.min(spots.size(), i + chunkRows)), confirming);
        }
    }

    private void look(List<Spot> spots, boolean confirming) {
        Map<RowKey, SourceRow> rows =
                source.find(spots.stream().map(Spot::key).collect(Collectors.toSet()));
        Instant now = Instant.now();
        latest = source.place();
        Set<Spot> passed = new HashSet<>();
        for (Spot spot : spots) {
            if (confirming && isPassed(open.get(spot), version(rows.get(spot.key())))) {
                passed.add(spot);
            }
        }
        Map<Spot, List<String>> found = target.find(spots);
        for (Spot spot : spots) {
            SourceRow row = rows.get(spot.key());
            List<String> expected =
                    row != null && spot.equals(target.spot(row)) ? row.values() : null;
            judge(
                    new Finding(spot, expected, found.get(spot)),
                    version(row),
                    now,
                    passed.contains(spot));
        }
    }

    private boolean isPassed(Suspect suspect, String version) {
        return version.equals(suspect.version) && passage.passed(suspect.seenAt, suspect.seen);
    }

    private void judge(Finding finding, String version, Instant now, boolean passed) {
        Suspect suspect = open.get(finding.spot());
        Optional<List<String>> there = Optional.ofNullable(finding.found());
        if (there.equals(Optional.ofNullable(finding.expected()))) {
            open.remove(finding.spot());
        } else if (!version.equals(suspect.version)) {
            change(finding, suspect, version, now);
        } else if (suspect.proof != null && suspect.proof.equals(there)) {
            confirmed.add(finding);
            open.remove(finding.spot());
        } else {
            suspect.proof = passed ? there : null;
        }
    }

    /** Takes note of a new version of a row; rows that keep changing are let go once followed. */
    private void change(Finding finding, Suspect suspect, String version, Instant now) {
        suspect.version = version;
        suspect.seenAt = latest;
        suspect.seen = now;
        suspect.proof = null;
        suspect.versions++;
        if (suspect.versions == 1) {
            suspect.firstAt = latest;
            suspect.first = now;
            return;
        }
        if (suspect.trail == null) {
            suspect.trail = new Trail();
        }
        suspect.trail.add(finding.expected(), finding.found());
        if (suspect.versions > LOOKS_AT_CHANGING
                && suspect.trail.isFollowed()
                && passage.passed(suspect.firstAt, suspect.first)) {
            changing++;
            open.remove(finding.spot());
        }
    }

    private static String version(SourceRow row) {
        return row == null ? "" : row.version();
    }
}
