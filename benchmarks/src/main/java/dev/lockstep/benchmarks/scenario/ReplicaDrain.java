package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.SinkContender;
import dev.lockstep.benchmarks.measure.Contender;
import dev.lockstep.benchmarks.measure.Contest;
import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Goal;
import dev.lockstep.benchmarks.measure.Heading;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.stage.OrdersBacklog;
import dev.lockstep.benchmarks.stage.OrdersTable;
import dev.lockstep.benchmarks.stage.ReplicaTable;
import dev.lockstep.benchmarks.stage.Stage;
import java.util.List;

/** How fast a worker brings a table of PostgreSQL up to date with a topic. */
final class ReplicaDrain implements Scenario {

    private static final String MERGE = "copy_and_merge";
    private static final String LOCKSTEP = SinkContender.LOCKSTEP.name();
    private static final String DEBEZIUM = SinkContender.DEBEZIUM.name();
    private static final String UNNEST = SinkContender.DEBEZIUM_UNNEST.name();

    @Override
    public String name() {
        return "replica";
    }

    @Override
    public String measures() {
        return "how fast a worker brings a table of PostgreSQL up to date with a topic";
    }

    @Override
    public Sizes sizes() {
        return Sizes.of(new Size(3, 1_000_000, 300_000), 30, new Size(1, 300_000, 100_000), 145);
    }

    @Override
    public void run(Stage stage, Contest contest) throws Exception {
        OrdersTable orders = OrdersTable.create(stage);
        try (ReplicaTable target = ReplicaTable.create(stage)) {
            if (contest.wants("upserts")) {
                holdUpserts(contest, prepare(stage, contest, orders, target, false));
            }
            if (contest.wants("mixed")) {
                Heading heading =
                        Heading.of("mixed", "Five inserts, four updates, one delete", "changes")
                                .comparedWith(DEBEZIUM)
                                .goal(Goal.times(LOCKSTEP, Figure.RATE, DEBEZIUM, 8));
                contest.hold(
                        heading,
                        List.of(SinkContender.LOCKSTEP, SinkContender.DEBEZIUM),
                        prepare(stage, contest, orders, target, true)::take);
            }
        }
    }

    private static ReplicaTurn prepare(
            Stage stage, Contest contest, OrdersTable orders, ReplicaTable target, boolean mixed)
            throws Exception {
        OrdersBacklog source = new OrdersBacklog(orders, mixed);
        return ReplicaTurn.prepare(stage, contest.size(), source, target);
    }

    private static void holdUpserts(Contest contest, ReplicaTurn turn) {
        Heading heading =
                Heading.of("upserts", "Inserts, written as upserts", "changes")
                        .comparedWith(DEBEZIUM, UNNEST, MERGE)
                        .goal(Goal.times(LOCKSTEP, Figure.RATE, DEBEZIUM, 5))
                        .goal(Goal.times(LOCKSTEP, Figure.RATE, UNNEST, 3));
        List<Contender> contenders =
                List.of(
                        SinkContender.LOCKSTEP,
                        SinkContender.DEBEZIUM,
                        SinkContender.DEBEZIUM_UNNEST,
                        Contender.named(MERGE));
        contest.hold(
                heading,
                contenders,
                contender ->
                        contender instanceof SinkContender sink ? turn.take(sink) : turn.merge());
    }
}
