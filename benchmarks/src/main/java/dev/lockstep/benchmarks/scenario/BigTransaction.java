package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.SourceContender;
import dev.lockstep.benchmarks.measure.Contest;
import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Goal;
import dev.lockstep.benchmarks.measure.Heading;
import dev.lockstep.benchmarks.measure.Meter;
import dev.lockstep.benchmarks.measure.PeakMemory;
import dev.lockstep.benchmarks.measure.Round;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.stage.OrdersTable;
import dev.lockstep.benchmarks.stage.Stage;
import dev.lockstep.benchmarks.stage.Topics;
import dev.lockstep.benchmarks.stage.WorkerLease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Whether a worker with a small heap hands over one large transaction, and in what memory. */
final class BigTransaction implements Scenario {

    private static final String HEAP = "256m";
    private static final String LOCKSTEP = SourceContender.LOCKSTEP.name();
    private static final String DEBEZIUM = SourceContender.DEBEZIUM_DEFAULT.name();

    /** A server spills the whole transaction before it sends the first row of it. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public String name() {
        return "big-transaction";
    }

    @Override
    public String measures() {
        return "whether a worker with " + HEAP + " of heap hands over one large transaction";
    }

    @Override
    public Sizes sizes() {
        return Sizes.of(new Size(1, 10_000_000, 0), 15, new Size(1, 1_000_000, 0), 95);
    }

    @Override
    public void run(Stage stage, Contest contest) throws Exception {
        OrdersTable orders = OrdersTable.create(stage);
        String title = "One transaction of inserts of 200 bytes, heap of " + HEAP;
        contest.hold(
                Heading.of("inserts", title, "events")
                        .comparedWith(DEBEZIUM)
                        .goal(Goal.value(LOCKSTEP, Figure.COMPLETES, 1)),
                List.of(SourceContender.LOCKSTEP, SourceContender.DEBEZIUM_DEFAULT),
                contender -> take(stage, orders, contest.size().rows(), contender));
    }

    private static Round take(Stage stage, OrdersTable orders, int rows, SourceContender contender)
            throws Exception {
        orders.empty();
        String run = stage.unique(contender.name());
        String topic = run + ".public.orders";
        stage.createTopics(List.of(topic), 1, Map.of());
        stage.createSlot(orders.database(), run);
        orders.insertAtOnce(rows);
        try (WorkerLease lease = stage.workerWithHeap(HEAP)) {
            lease.rest().configure(run, contender.config(run, stage.postgres(), orders.database()));
            return meter(lease, new Topics(stage.admin(), List.of(topic)), rows);
        } finally {
            stage.dropSlot(orders.database(), run);
            stage.deleteTopics(List.of(topic));
        }
    }

    private static Round meter(WorkerLease lease, Topics topics, int rows) throws Exception {
        PeakMemory memory = new PeakMemory(lease.worker().pid());
        int uncounted = rows / 10;
        if (!topics.reach(uncounted, PATIENCE)) {
            return Round.of(Figure.COMPLETES, 0);
        }
        OptionalDouble first = memory.megabytes();
        Meter meter = lease.meter();
        Round round =
                topics.reach(rows, PATIENCE)
                        ? meter.stop(rows - uncounted).with(Figure.COMPLETES, 1)
                        : Round.of(Figure.COMPLETES, 0);
        return first.isPresent()
                ? round.with(Figure.MEMORY_AFTER_TENTH, first.getAsDouble())
                : round;
    }
}
