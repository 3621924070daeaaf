package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.SourceContender;
import dev.lockstep.benchmarks.measure.Contest;
import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Goal;
import dev.lockstep.benchmarks.measure.Heading;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.stage.Stage;
import dev.lockstep.benchmarks.stage.TableGroup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs to capture many tables, some of them busy: the same rows, written by the same
 * statements in transactions of the same size, drained from one table and from many.
 */
final class ManyTables implements Scenario {

    private static final String MANY = "many";
    private static final String ONE = "one";
    private static final int TABLES = 500;
    private static final int BUSY = 30;

    @Override
    public String name() {
        return "many-tables";
    }

    @Override
    public String measures() {
        return "what it costs to capture 500 tables, 30 of them busy, instead of one";
    }

    @Override
    public Sizes sizes() {
        return Sizes.of(new Size(3, 1_000_000, 1_000_000), 4, new Size(1, 400_000, 150_000), 60);
    }

    @Override
    public void run(Stage stage, Contest contest) throws Exception {
        String database = stage.createDatabase("tables");
        Map<String, CaptureTurn> turns = new HashMap<>();
        turns.put(MANY, turn(stage, contest, database, MANY, TABLES, BUSY));
        turns.put(ONE, turn(stage, contest, database, ONE, 1, 1));
        contest.hold(
                Heading.of("inserts", "500 tables, 30 of them busy, and one table", "events")
                        .comparedWith(ONE)
                        .goal(Goal.times(MANY, Figure.CPU, ONE, 0.9)),
                List.of(SourceContender.LOCKSTEP.named(MANY), SourceContender.LOCKSTEP.named(ONE)),
                contender -> turns.get(contender.name()).take(contender));
    }

    private static CaptureTurn turn(
            Stage stage, Contest contest, String database, String schema, int tables, int busy)
            throws Exception {
        TableGroup group = TableGroup.create(stage, database, schema, tables, busy);
        return new CaptureTurn(stage, contest, contest.size(), group);
    }
}
