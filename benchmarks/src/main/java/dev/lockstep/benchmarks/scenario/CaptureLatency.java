package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.SourceContender;
import dev.lockstep.benchmarks.measure.Contest;
import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Goal;
import dev.lockstep.benchmarks.measure.Heading;
import dev.lockstep.benchmarks.measure.Round;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.stage.Stage;
import dev.lockstep.benchmarks.stage.WorkerLease;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long after a transaction was due a consumer has its event. Transactions are due at fixed
 * times, whatever is late: what waits behind something slow is counted with all its waiting.
 */
final class CaptureLatency implements Scenario {

    private static final int SLOW = 200;
    private static final int FAST = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final SourceContender LOCKSTEP = SourceContender.LOCKSTEP.withProducer(Map.of());
    private static final SourceContender DEFAULTS =
            SourceContender.DEBEZIUM_DEFAULT.withProducer(Map.of());
    private static final Map<String, String> QUICK = Map.of("linger.ms", "0");
    private static final SourceContender LOCKSTEP_TUNED =
            LOCKSTEP.named("lockstep_tuned").withProducer(QUICK);
    private static final SourceContender DEBEZIUM_TUNED =
            DEFAULTS.named("debezium_tuned")
                    .with(Map.of("poll.interval.ms", "1"))
                    .withProducer(QUICK);

    @Override
    public String name() {
        return "capture-latency";
    }

    @Override
    public String measures() {
        return "how long after a transaction was due to begin a consumer has its event";
    }

    /** Rows are transactions at the lower rate; the higher one goes on for as long. */
    @Override
    public Sizes sizes() {
        return Sizes.of(new Size(3, 12_000, 60_000), 40, new Size(1, 2_000, 6_000), 180);
    }

    @Override
    public void run(Stage stage, Contest contest) throws Exception {
        String database = stage.createDatabase("latency");
        stage.postgres()
                .execute(
                        database,
                        "CREATE TABLE ticks (id bigint PRIMARY KEY, note text NOT NULL)",
                        "CREATE PUBLICATION bench FOR TABLE ticks");
        List<SourceContender> contenders =
                List.of(LOCKSTEP, LOCKSTEP_TUNED, DEFAULTS, DEBEZIUM_TUNED);
        contest.hold(
                heading("slow", SLOW)
                        .goal(Goal.value(LOCKSTEP.name(), Figure.P50, 3))
                        .goal(Goal.value(LOCKSTEP.name(), Figure.P99, 10)),
                contenders,
                contender -> take(stage, contest, database, contender, SLOW));
        contest.hold(
                heading("fast", FAST)
                        .goal(Goal.times(LOCKSTEP.name(), Figure.P99, DEBEZIUM_TUNED.name(), 1)),
                contenders,
                contender -> take(stage, contest, database, contender, FAST));
    }

    private static Heading heading(String id, int rate) {
        return Heading.of(id, rate + " transactions a second, each of one row", "transactions")
                .comparedWith(DEFAULTS.name(), DEBEZIUM_TUNED.name());
    }

    private static Round take(
            Stage stage, Contest contest, String database, SourceContender contender, int rate)
            throws Exception {
        stage.postgres().execute(database, "TRUNCATE ticks");
        String run = stage.unique(contender.name());
        String topic = run + ".public.ticks";
        stage.createTopics(List.of(topic), 1, Map.of());
        stage.createSlot(database, run);
        try (WorkerLease lease = stage.worker(contender.name());
                Ticks ticks = Ticks.open(stage, database, topic)) {
            Map<String, String> config = contender.config(run, stage.postgres(), database);
            contest.producer()
                    .forEach((key, value) -> config.put("producer.override." + key, value));
            lease.rest().configure(run, config);
            try {
                lease.rest().awaitRunning(run, PATIENCE);
                // The first ones wait until the connector has begun to read.
                ticks.measure(1, FAST);
                ticks.measure(contest.size().warmupRows(), FAST);
                return ticks.measure(contest.size().rows() / SLOW * rate, rate);
            } finally {
                lease.rest().delete(run);
            }
        } finally {
            stage.dropSlot(database, run);
            stage.deleteTopics(List.of(topic));
        }
    }
}
