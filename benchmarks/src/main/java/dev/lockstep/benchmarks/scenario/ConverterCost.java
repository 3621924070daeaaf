package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.SinkContender;
import dev.lockstep.benchmarks.contender.SourceContender;
import dev.lockstep.benchmarks.jmh.ConverterCosts;
import dev.lockstep.benchmarks.measure.Contest;
import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Goal;
import dev.lockstep.benchmarks.measure.Heading;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.stage.OrdersBacklog;
import dev.lockstep.benchmarks.stage.OrdersTable;
import dev.lockstep.benchmarks.stage.ReplicaTable;
import dev.lockstep.benchmarks.stage.Stage;
import java.nio.file.Path;
import java.util.List;

/** What a worker saves with the JSON converter of Lockstep's archives instead of Kafka's. */
final class ConverterCost implements Scenario {

    private static final List<SourceContender> CONNECTORS =
            List.of(SourceContender.LOCKSTEP, SourceContender.LOCKSTEP_KAFKA_JSON);
    private static final String OURS = SourceContender.LOCKSTEP.name();
    private static final String KAFKAS = SourceContender.LOCKSTEP_KAFKA_JSON.name();

    /** Saves a fifth. */
    private static final double WORTH_IT = 1.25;

    @Override
    public String name() {
        return "converter";
    }

    @Override
    public String measures() {
        return "what a worker saves with Lockstep's JSON converter instead of Kafka's";
    }

    @Override
    public Sizes sizes() {
        return Sizes.of(new Size(3, 1_000_000, 500_000), 10, new Size(1, 400_000, 150_000), 120);
    }

    @Override
    public void run(Stage stage, Contest contest) throws Exception {
        OrdersTable orders = OrdersTable.create(stage);
        OrdersBacklog inserts = new OrdersBacklog(orders, false);
        CaptureTurn capture = new CaptureTurn(stage, contest, contest.size(), inserts);
        contest.hold(
                heading("capture", "PostgreSQL to Kafka, JSON without schemas", "events"),
                CONNECTORS,
                capture::take);
        holdSingle(stage.plugins(), contest);
        if (contest.wants("replica")) {
            try (ReplicaTable target = ReplicaTable.create(stage)) {
                ReplicaTurn replica = ReplicaTurn.prepare(stage, contest.size(), inserts, target);
                contest.hold(
                        heading("replica", "Kafka to PostgreSQL, JSON with schemas", "changes"),
                        List.of(SinkContender.LOCKSTEP, SinkContender.LOCKSTEP_KAFKA_JSON),
                        replica::take);
            }
        }
    }

    /** Has single records converted, in a thread of a process that does nothing else. */
    private static void holdSingle(Path plugins, Contest contest) {
        contest.hold(
                Heading.of("write", "One update to JSON without schemas, by JMH", "records")
                        .comparedWith(KAFKAS),
                CONNECTORS,
                contender -> ConverterCosts.writing(plugins, contender.converter().className()));
        contest.hold(
                Heading.of("read", "One update from JSON with schemas, by JMH", "records")
                        .comparedWith(KAFKAS),
                CONNECTORS,
                contender -> ConverterCosts.reading(plugins, contender.converter().className()));
    }

    private static Heading heading(String id, String title, String counted) {
        return Heading.of(id, title, counted)
                .comparedWith(KAFKAS)
                .goal(Goal.times(OURS, Figure.CPU, KAFKAS, WORTH_IT));
    }
}
