package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.SinkContender;
import dev.lockstep.benchmarks.contender.SourceContender;
import dev.lockstep.benchmarks.measure.Contest;
import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Goal;
import dev.lockstep.benchmarks.measure.Heading;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.stage.OrdersBacklog;
import dev.lockstep.benchmarks.stage.OrdersTable;
import dev.lockstep.benchmarks.stage.ReplicaTable;
import dev.lockstep.benchmarks.stage.Stage;
import java.time.Duration;
import java.util.List;

/** What a worker saves with the JSON converter of Lockstep's archives instead of Kafka's. */
final class ConverterCost implements Scenario {

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
        return new Sizes(
                new Size(3, 1_000_000, 500_000),
                Duration.ofMinutes(10),
                new Size(1, 500_000, 200_000),
                Duration.ofSeconds(130));
    }

    @Override
    public void run(Stage stage, Contest contest) throws Exception {
        OrdersTable orders = OrdersTable.create(stage);
        OrdersBacklog inserts = new OrdersBacklog(orders, false);
        CaptureTurn capture = new CaptureTurn(stage, contest, contest.size(), inserts);
        contest.hold(
                heading("capture", "PostgreSQL to Kafka, JSON without schemas", "events"),
                List.of(SourceContender.LOCKSTEP, SourceContender.LOCKSTEP_KAFKA_JSON),
                capture::take);
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

    private static Heading heading(String id, String title, String counted) {
        return Heading.of(id, title, counted)
                .comparedWith(KAFKAS)
                .goal(Goal.times(OURS, Figure.CPU, KAFKAS, WORTH_IT));
    }
}
