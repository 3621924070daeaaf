package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.MergeLoader;
import dev.lockstep.benchmarks.contender.SinkContender;
import dev.lockstep.benchmarks.measure.Meter;
import dev.lockstep.benchmarks.measure.Round;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.stage.OrdersBacklog;
import dev.lockstep.benchmarks.stage.OrdersTable;
import dev.lockstep.benchmarks.stage.ReplicaTable;
import dev.lockstep.benchmarks.stage.Stage;
import dev.lockstep.benchmarks.stage.WorkerLease;
import java.util.function.Supplier;

/**
 * Brings an empty table up to date with a topic of one partition, which is written once, after
 * another topic of the same events has warmed the worker up.
 *
 * @param main is measured
 */
record ReplicaTurn(
        Stage stage,
        OrdersBacklog source,
        ReplicaTable target,
        OrdersTopic warm,
        OrdersTopic main) {

    static ReplicaTurn prepare(Stage stage, Size size, OrdersBacklog source, ReplicaTable target)
            throws Exception {
        OrdersTopic warm = OrdersTopic.write(stage, source, size.warmupRows(), 1);
        OrdersTopic main = OrdersTopic.write(stage, source, size.rows(), 1);
        return new ReplicaTurn(stage, source, target, warm, main);
    }

    Round take(SinkContender contender) throws Exception {
        try (WorkerLease lease = stage.worker(contender.name())) {
            apply(lease, contender, warm);
            return apply(lease, contender, main);
        }
    }

    private Round apply(WorkerLease lease, SinkContender contender, OrdersTopic topic)
            throws Exception {
        target.empty();
        String run = stage.unique(contender.name());
        lease.rest()
                .configure(
                        run, contender.config(stage.postgres(), target.database(), topic.name()));
        try {
            return meter(lease::meter, topic.changes());
        } finally {
            lease.rest().delete(run);
        }
    }

    /** Has the same rows merged that the source's table holds, by a thread of this process. */
    Round merge() throws Exception {
        target.empty();
        MergeLoader loader = MergeLoader.of(source.table(), main.changes(), target.database());
        Thread thread = new Thread(loader, "merge-loader");
        thread.start();
        try {
            return meter(Meter::startHere, main.changes());
        } finally {
            thread.join();
        }
    }

    /** Measures from a tenth of the changes on until the last. */
    private Round meter(Supplier<Meter> meters, int changes) throws Exception {
        int uncounted = changes / 10;
        target.awaitRow(OrdersTable.lastId(source.isMixed(), uncounted));
        Meter meter = meters.get();
        target.awaitRow(OrdersTable.lastId(source.isMixed(), changes));
        return meter.stop(changes - uncounted);
    }
}
