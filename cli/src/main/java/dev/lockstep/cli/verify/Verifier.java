package dev.lockstep.cli.verify;

import dev.lockstep.cli.connect.DatabaseSession;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.row.Forms;
import dev.lockstep.cli.verify.row.RowKey;
import dev.lockstep.cli.verify.row.Spot;
import dev.lockstep.cli.verify.source.SourceCatalog;
import dev.lockstep.cli.verify.source.SourceRows;
import dev.lockstep.cli.verify.source.SourceTable;
import dev.lockstep.cli.verify.target.Target;
import dev.lockstep.cli.verify.target.TargetTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares what one sink connector keeps with the tables it comes from, while both are live. For
 * one thread.
 *
 * <p>Failures are {@link CommandException}s; one that concerns a single table is that table's
 * {@link TableResult#problem}.
 */
public final class Verifier implements AutoCloseable {

    private static final Duration SETTLING = Duration.ofSeconds(5);

    private final DatabaseSession session;
    private final Target target;
    private final List<SourceTable> tables;
    private final Map<String, String> source;
    private final Map<String, String> sink;
    private final Forms forms;
    private final Passage passage;
    private final VerifyLimits limits;

    private Verifier(
            DatabaseSession session,
            Target target,
            List<SourceTable> tables,
            Map<String, String> source,
            Map<String, String> sink,
            Passage passage,
            VerifyLimits limits) {
        this.session = session;
        this.target = target;
        this.tables = tables;
        this.source = source;
        this.sink = sink;
        this.forms = Forms.of(source, sink);
        this.passage = passage;
        this.limits = limits;
    }

    /**
     * Connects to both sides. A row counts as different when it stays so for some seconds; whoever
     * has a way to know how far the sink is gives a {@link Passage} instead.
     *
     * @param source configuration of the source connector, as Connect's REST interface gives it
     * @param sink likewise
     */
    public static Verifier open(
            Map<String, String> source, Map<String, String> sink, VerifyLimits limits) {
        return open(source, sink, Passage.afterSettling(SETTLING), limits);
    }

    /** Connects to both sides, as above. */
    public static Verifier open(
            Map<String, String> source,
            Map<String, String> sink,
            Passage passage,
            VerifyLimits limits) {
        return open(DatabaseSession.of(source), source, sink, passage, limits);
    }

    /**
     * Compares by a session with the source that is open already, and closes it at the end.
     *
     * @param session whatever is thrown, it is closed
     */
    public static Verifier open(
            DatabaseSession session,
            Map<String, String> source,
            Map<String, String> sink,
            Passage passage,
            VerifyLimits limits) {
        Target target = null;
        try {
            target = Targets.open(source, sink);
            List<SourceTable> tables = tables(session, source, sink, limits);
            return new Verifier(session, target, tables, source, sink, passage, limits);
        } catch (CommandException e) {
            if (target != null) {
                target.close();
            }
            session.close();
            throw e;
        }
    }

    private static List<SourceTable> tables(
            DatabaseSession session,
            Map<String, String> source,
            Map<String, String> sink,
            VerifyLimits limits) {
        List<SourceTable> all = new SourceCatalog(session, source, sink).tables();
        if (all.isEmpty()) {
            throw new CommandException(
                    "Cannot find anything to compare: no table that the source captures goes into"
                            + " a topic that the sink reads.");
        }
        List<SourceTable> chosen =
                all.stream()
                        .filter(table -> limits.includes(table.schema(), table.name()))
                        .toList();
        for (String name : limits.tables()) {
            if (chosen.stream()
                    .noneMatch(t -> t.name().equals(name) || t.fullName().equals(name))) {
                throw new CommandException(
                        "Cannot find table "
                                + name
                                + ". There are: "
                                + String.join(
                                        ", ", all.stream().map(SourceTable::fullName).toList()));
            }
        }
        return chosen;
    }

    /** Compares all tables, one after the other. */
    public List<TableResult> compare(Consumer<VerifyProgress> progress) {
        List<TableResult> results = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            results.addAll(compare(i, progress));
        }
        return results;
    }

    private List<TableResult> compare(int number, Consumer<VerifyProgress> progress) {
        SourceTable table = tables.get(number);
        if (table.problem() != null) {
            return List.of(TableResult.problem(table.fullName(), table.problem()));
        }
        if (table.keySize() == 0) {
            return List.of(
                    TableResult.problem(
                            table.fullName(),
                            "Cannot compare " + table.fullName() + ": it has no primary key."));
        }
        List<TableResult> results = new ArrayList<>();
        try {
            for (TargetTable place : target.tables(table)) {
                results.add(comparison(place, number, progress).all());
            }
        } catch (CommandException e) {
            results.add(TableResult.problem(table.fullName(), e.getMessage()));
        }
        return results;
    }

    /** Fails where {@link #repair} could ask nobody. */
    public void checkRepair() {
        Signals.of(session, source).check();
    }

    /**
     * Has the source send the rows again that are missing or different, and compares them again.
     * Rows that the source lacks stay differences, for it has nothing to send for them.
     *
     * @return the same results, with the differences that are left
     */
    public List<TableResult> repair(List<TableResult> results, Consumer<VerifyProgress> progress) {
        Signals signals = Signals.of(session, source);
        for (SourceTable table : tables) {
            Set<RowKey> keys = new LinkedHashSet<>();
            of(table, results).forEach(result -> keys.addAll(keys(broken(result))));
            signals.ask(table, List.copyOf(keys));
        }
        List<TableResult> after = new ArrayList<>();
        for (TableResult result : results) {
            after.add(broken(result).isEmpty() ? result : repaired(result, progress));
        }
        return after;
    }

    private static List<TableResult> of(SourceTable table, List<TableResult> results) {
        return results.stream().filter(each -> each.table().equals(table.fullName())).toList();
    }

    private static List<RowDifference> broken(TableResult result) {
        return result.differences().stream()
                .filter(each -> each.kind() != RowDifference.Kind.EXTRA)
                .toList();
    }

    private static List<RowKey> keys(List<RowDifference> rows) {
        return rows.stream().map(row -> new RowKey(List.copyOf(row.key().values()))).toList();
    }

    private TableResult repaired(TableResult result, Consumer<VerifyProgress> progress) {
        int number = tables.indexOf(of(result));
        TargetTable place =
                target.tables(tables.get(number)).stream()
                        .filter(each -> each.name().equals(result.target()))
                        .findFirst()
                        .orElseThrow();
        Set<Spot> spots = new LinkedHashSet<>();
        broken(result)
                .forEach(
                        row ->
                                spots.add(
                                        new Spot(
                                                new RowKey(List.copyOf(row.key().values())),
                                                row.spot())));
        TableResult again = comparison(place, number, progress).again(spots, limits.patience());
        List<RowDifference> left = new ArrayList<>(again.differences());
        result.differences().stream()
                .filter(each -> each.kind() == RowDifference.Kind.EXTRA)
                .forEach(left::add);
        return result.with(again.at(), left, result.undecided() + again.undecided());
    }

    private SourceTable of(TableResult result) {
        return tables.stream()
                .filter(table -> table.fullName().equals(result.table()))
                .findFirst()
                .orElseThrow();
    }

    private TableComparison comparison(
            TargetTable place, int number, Consumer<VerifyProgress> progress) {
        SourceRows rows = new SourceRows(session, place.source(), forms);
        long estimate = rows.estimate();
        return new TableComparison(
                rows,
                place,
                Tolerance.of(sink, place),
                passage,
                limits,
                (read, suspects) ->
                        progress.accept(
                                new VerifyProgress(
                                        place.source().fullName(),
                                        number + 1,
                                        tables.size(),
                                        read,
                                        estimate,
                                        suspects)));
    }

    @Override
    public void close() {
        target.close();
        session.close();
    }
}
