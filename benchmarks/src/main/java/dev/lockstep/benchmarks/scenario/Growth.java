package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.SinkContender;
import dev.lockstep.benchmarks.contender.SourceContender;
import dev.lockstep.benchmarks.measure.Contender;
import dev.lockstep.benchmarks.measure.Contest;
import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Goal;
import dev.lockstep.benchmarks.measure.Heading;
import dev.lockstep.benchmarks.measure.Meter;
import dev.lockstep.benchmarks.measure.Round;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.stage.OrdersBacklog;
import dev.lockstep.benchmarks.stage.OrdersTable;
import dev.lockstep.benchmarks.stage.ReplicaTable;
import dev.lockstep.benchmarks.stage.SizedTable;
import dev.lockstep.benchmarks.stage.Stage;
import dev.lockstep.benchmarks.stage.TableGroup;
import dev.lockstep.benchmarks.stage.WorkerLease;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How the cost of an event grows with tables and bytes, and the rate of a sink with its tasks. */
final class Growth implements Scenario {

    private static final int[] TABLES = {1, 10, 100, 500};
    private static final int[] BYTES = {10, 100, 1_000, 10_000, 100_000, 1_000_000};
    private static final int[] TASKS = {1, 2, 4, 8};
    private static final int PARTITIONS = 8;

    /** Rows are so few that they have no more bytes than this many times the usual rows. */
    private static final long USUAL_BYTES = 500;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public String measures() {
        return "how cost grows with tables, with the size of rows, and rate with a sink's tasks";
    }

    @Override
    public Sizes sizes() {
        return Sizes.of(new Size(3, 500_000, 200_000), 20, new Size(1, 200_000, 100_000), 150);
    }

    @Override
    public void run(Stage stage, Contest contest) throws Exception {
        contest.hold(
                Heading.of("tables", "Captured tables, all of them busy", "events")
                        .over("tables")
                        .goal(Goal.times("500", Figure.CPU, "1", 0.9)),
                points(TABLES),
                point -> tables(stage, contest, number(point)));
        contest.hold(
                Heading.of("row-size", "Bytes of a captured row", "events").over("bytes per row"),
                points(BYTES),
                point -> rowSize(stage, contest, number(point)));
        if (contest.wants("sink-tasks")) {
            holdTasks(stage, contest);
        }
    }

    private static Round tables(Stage stage, Contest contest, int tables) throws Exception {
        String database = stage.createDatabase("tables");
        TableGroup group = TableGroup.create(stage, database, "grown", tables, tables);
        return new CaptureTurn(stage, contest, contest.size(), group)
                .take(SourceContender.LOCKSTEP);
    }

    private static Round rowSize(Stage stage, Contest contest, int bytes) throws Exception {
        int divisor = (int) Math.max(1, bytes / USUAL_BYTES);
        Size size = contest.size();
        // Few rows are enough where each is large, but some there must be.
        Size smaller =
                new Size(
                        size.rounds(),
                        Math.max(100, size.rows() / divisor),
                        Math.max(100, size.warmupRows() / divisor));
        Round round =
                new CaptureTurn(stage, contest, smaller, SizedTable.create(stage, bytes))
                        .take(SourceContender.LOCKSTEP);
        return round.with(Figure.MEGABYTES, round.figures().get(Figure.RATE) * bytes / 1e6);
    }

    private static void holdTasks(Stage stage, Contest contest) throws Exception {
        OrdersBacklog inserts = new OrdersBacklog(OrdersTable.create(stage), false);
        Size size = contest.size();
        OrdersTopic warm = OrdersTopic.write(stage, inserts, size.warmupRows(), PARTITIONS);
        OrdersTopic main = OrdersTopic.write(stage, inserts, size.rows(), PARTITIONS);
        try (ReplicaTable target = ReplicaTable.create(stage)) {
            contest.hold(
                    Heading.of("sink-tasks", "Tasks of the JDBC sink, 8 partitions", "changes")
                            .over("tasks"),
                    points(TASKS),
                    point -> {
                        try (WorkerLease lease = stage.worker(SinkContender.LOCKSTEP.name())) {
                            apply(stage, lease, target, warm, number(point));
                            return apply(stage, lease, target, main, number(point));
                        }
                    });
        }
    }

    private static Round apply(
            Stage stage, WorkerLease lease, ReplicaTable target, OrdersTopic topic, int tasks)
            throws Exception {
        target.empty();
        String run = stage.unique("tasks");
        // How far the sink's fence is in all partitions together.
        String applied =
                "SELECT coalesce(sum(next_offset), 0) FROM lockstep_offsets WHERE connector = '"
                        + run
                        + "'";
        Map<String, String> config =
                SinkContender.LOCKSTEP.config(stage.postgres(), target.database(), topic.name());
        config.put("tasks.max", Integer.toString(tasks));
        int uncounted = topic.changes() / 10;
        lease.rest().configure(run, config);
        try {
            target.await("SELECT count(to_regclass('lockstep_offsets'))", 1);
            target.await(applied, uncounted);
            Meter meter = lease.meter();
            target.await(applied, topic.changes());
            return meter.stop(topic.changes() - uncounted);
        } finally {
            lease.rest().delete(run);
        }
    }

    private static List<Contender> points(int... values) {
        return IntStream.of(values)
                .mapToObj(value -> Contender.named(Integer.toString(value)))
                .toList();
    }

    private static int number(Contender point) {
        return Integer.parseInt(point.name());
    }
}
