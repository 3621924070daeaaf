package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.Converter;
import dev.lockstep.benchmarks.contender.SourceContender;
import dev.lockstep.benchmarks.stage.OrdersBacklog;
import dev.lockstep.benchmarks.stage.OrdersTable;
import dev.lockstep.benchmarks.stage.Stage;
import dev.lockstep.benchmarks.stage.Topics;
import dev.lockstep.benchmarks.stage.WorkerLease;
import java.util.List;
import java.util.Map;

/**
 * A topic with changes of a table of orders, JSON with schemas, for sinks to read.
 *
 * @param changes that it has
 */
record OrdersTopic(String name, int changes) {

    private static final SourceContender WRITER =
            SourceContender.LOCKSTEP.with(Converter.lockstepJson(true)).named("writer");

    /** Has a topic written by Lockstep's source connector. */
    static OrdersTopic write(Stage stage, OrdersBacklog backlog, int changes, int partitions)
            throws Exception {
        String run = stage.unique("topic");
        int whole = OrdersTable.whole(changes);
        List<String> topics = backlog.topics(run);
        stage.createTopics(topics, partitions, Map.of());
        stage.createSlot(backlog.database(), run);
        try (WorkerLease lease = stage.worker(WRITER.name())) {
            backlog.write(whole);
            lease.rest().configure(run, WRITER.config(run, stage.postgres(), backlog.database()));
            try {
                new Topics(stage.admin(), topics, partitions).awaitEnd(whole);
            } finally {
                lease.rest().delete(run);
            }
        } finally {
            stage.dropSlot(backlog.database(), run);
        }
        return new OrdersTopic(topics.get(0), whole);
    }
}
