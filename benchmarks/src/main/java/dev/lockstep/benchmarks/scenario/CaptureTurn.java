package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.SourceContender;
import dev.lockstep.benchmarks.measure.Contest;
import dev.lockstep.benchmarks.measure.Meter;
import dev.lockstep.benchmarks.measure.Round;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.stage.Backlog;
import dev.lockstep.benchmarks.stage.Stage;
import dev.lockstep.benchmarks.stage.Topics;
import dev.lockstep.benchmarks.stage.WorkerLease;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Lets a worker drain a backlog from one slot, and measures it. */
record CaptureTurn(Stage stage, Contest contest, Size size, Backlog backlog) {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    Round take(SourceContender contender) throws Exception {
        String run = stage.unique(contender.name());
        List<String> topics = backlog.topics(run);
        stage.createTopics(topics, 1, backlog.topicOptions());
        stage.createSlot(backlog.database(), run);
        try (WorkerLease lease = stage.worker(contender.name())) {
            backlog.write(backlog.whole(size.warmupRows()));
            lease.rest().configure(run, config(contender, run));
            try {
                return drain(lease, run, new Topics(stage.admin(), topics));
            } finally {
                lease.rest().delete(run);
            }
        } finally {
            stage.dropSlot(backlog.database(), run);
            stage.deleteTopics(topics);
        }
    }

    private Round drain(WorkerLease lease, String run, Topics topics) throws Exception {
        int warm = backlog.whole(size.warmupRows());
        int rows = backlog.whole(size.rows());
        lease.rest().awaitRunning(run, PATIENCE);
        topics.awaitEnd(warm);
        // Paused, not stopped: a new task would run on cold code again.
        lease.rest().pause(run);
        lease.rest().awaitState(run, "PAUSED", PATIENCE);
        backlog.write(rows);
        lease.rest().resume(run);
        // A paused connector goes on until its queue is full: the first rows were read before.
        int uncounted = rows / 10;
        topics.awaitEnd(warm + uncounted);
        Meter meter = lease.meter();
        topics.awaitEnd(warm + rows);
        return meter.stop(rows - uncounted);
    }

    private Map<String, String> config(SourceContender contender, String run) {
        Map<String, String> config = contender.config(run, stage.postgres(), backlog.database());
        config.put("publication.name", backlog.publication());
        config.putAll(backlog.options());
        contest.producer().forEach((key, value) -> config.put("producer.override." + key, value));
        return config;
    }
}
