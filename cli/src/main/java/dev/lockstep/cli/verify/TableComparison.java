package dev.lockstep.cli.verify;

import dev.lockstep.cli.verify.RowDifference.ColumnValues;
import dev.lockstep.cli.verify.RowDifference.Kind;
import dev.lockstep.cli.verify.Suspects.Finding;
import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.Spot;
import dev.lockstep.cli.verify.source.SourceRows;
import dev.lockstep.cli.verify.source.SourceTable;
import dev.lockstep.cli.verify.target.TargetTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;

/** Compares one table with one place where a target keeps its rows. */
final class TableComparison {

    /** Hears of progress: rows read, and rows that differed at the last look. */
    interface Listener {

        void told(long rows, int suspects);
    }

    private final SourceRows source;
    private final TargetTable target;
    private final Tolerance tolerance;
    private final VerifyLimits limits;
    private final Suspects suspects;
    private final TableWalk walk;
    private final Listener listener;

    TableComparison(
            SourceRows source,
            TargetTable target,
            Tolerance tolerance,
            Passage passage,
            VerifyLimits limits,
            Listener listener) {
        this.source = source;
        this.target = target;
        this.tolerance = tolerance;
        this.limits = limits;
        this.suspects = new Suspects(source, target, passage, limits.chunkRows());
        this.walk = new TableWalk(source, target, suspects, limits, listener);
        this.listener = listener;
    }

    /** Compares all rows. */
    TableResult all() {
        walk.all();
        return settled();
    }

    /** Waits until some rows are equal, and tells of those that do not become so. */
    TableResult again(Set<Spot> spots, Duration patience) {
        spots.forEach(suspects::add);
        suspects.awaitEqual(patience, open -> listener.told(spots.size(), open));
        return settled();
    }

    private TableResult settled() {
        IntConsumer progress = open -> listener.told(walk.sourceRows(), open);
        if (!walk.stopped()) {
            suspects.settle(limits.patience(), progress);
        }
        List<RowDifference> differences = new ArrayList<>();
        List<String> notes = new ArrayList<>(target.source().notes());
        long missing = 0;
        long extra = 0;
        long strangers = 0;
        for (Finding finding : suspects.confirmed()) {
            RowDifference difference = difference(finding);
            strangers += difference.kind() == Kind.EXTRA ? 1 : 0;
            if (difference.kind() == Kind.MISSING && tolerance.missing() != null) {
                missing++;
            } else if (difference.kind() == Kind.EXTRA && tolerance.extra() != null) {
                extra++;
            } else {
                differences.add(difference);
            }
        }
        note(notes, missing, tolerance.missing());
        note(notes, extra, tolerance.extra());
        note(notes, suspects.changing(), "changed at every look and are not compared");
        return new TableResult(
                target.source().fullName(),
                target.name(),
                suspects.latest() == null ? source.place() : suspects.latest(),
                walk.sourceRows(),
                walk.targetRows() + strangers,
                List.copyOf(differences),
                walk.stopped(),
                suspects.size(),
                List.copyOf(notes),
                null);
    }

    private static void note(List<String> notes, long rows, String what) {
        if (rows > 0) {
            notes.add("rows that " + what + ": " + rows);
        }
    }

    private RowDifference difference(Finding finding) {
        SourceTable table = target.source();
        Map<String, String> key = new LinkedHashMap<>();
        for (int i = 0; i < table.keySize(); i++) {
            key.put(table.columns().get(i).name(), finding.spot().key().values().get(i));
        }
        Kind kind = kind(finding);
        List<ColumnValues> columns = kind == Kind.DIFFERENT ? differing(finding, table) : List.of();
        return new RowDifference(
                kind,
                key,
                columns.stream().map(ColumnValues::column).toList(),
                limits.showValues() ? columns : List.of(),
                finding.spot().name(),
                kind == Kind.EXTRA ? target.removal(finding.spot()) : null);
    }

    private static Kind kind(Finding finding) {
        if (finding.expected() == null) {
            return Kind.EXTRA;
        }
        return finding.found() == null ? Kind.MISSING : Kind.DIFFERENT;
    }

    private static List<ColumnValues> differing(Finding finding, SourceTable table) {
        List<ColumnValues> differing = new ArrayList<>();
        for (int i = 0; i < table.columns().size(); i++) {
            Column column = table.columns().get(i);
            String expected = finding.expected().get(i);
            String found = finding.found().get(i);
            if (!Objects.equals(expected, found)) {
                differing.add(new ColumnValues(column.name(), expected, found));
            }
        }
        return differing;
    }
}
