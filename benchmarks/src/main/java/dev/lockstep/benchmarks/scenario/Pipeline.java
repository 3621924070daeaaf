package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.Converter;
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
import dev.lockstep.benchmarks.stage.OrdersTable;
import dev.lockstep.benchmarks.stage.ReplicaTable;
import dev.lockstep.benchmarks.stage.Stage;
import dev.lockstep.benchmarks.stage.WorkerLease;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What rate a worker sustains from one PostgreSQL to another: that at which source and sink, both
 * in it, drain a backlog together. Below that rate the lag stays flat, above it grows.
 */
final class Pipeline implements Scenario {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String LOCKSTEP = "lockstep";
    private static final String DEBEZIUM = "debezium";

    /** A source and a sink. */
    private record Pair(String name, SourceContender source, SinkContender sink)
            implements Contender {

        @Override
        public Map<String, String> settings() {
            Map<String, String> settings = new TreeMap<>();
            source.settings().forEach((key, value) -> settings.put("source." + key, value));
            sink.settings().forEach((key, value) -> settings.put("sink." + key, value));
            return settings;
        }
    }

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public String measures() {
        return "what rate a worker sustains from PostgreSQL through Kafka to PostgreSQL";
    }

    @Override
    public Sizes sizes() {
        return Sizes.of(new Size(3, 1_000_000, 300_000), 12, new Size(1, 300_000, 100_000), 70);
    }

    @Override
    public void run(Stage stage, Contest contest) throws Exception {
        Pair lockstep =
                new Pair(
                        LOCKSTEP,
                        SourceContender.LOCKSTEP.with(Converter.lockstepJson(true)),
                        SinkContender.LOCKSTEP);
        Pair debezium =
                new Pair(
                        DEBEZIUM,
                        SourceContender.DEBEZIUM.with(Converter.kafkaJson(true)),
                        SinkContender.DEBEZIUM_UNNEST);
        OrdersTable orders = OrdersTable.create(stage);
        try (ReplicaTable target = ReplicaTable.create(stage)) {
            contest.hold(
                    Heading.of("inserts", "Inserts of 200 bytes; JSON with schemas", "changes")
                            .comparedWith(DEBEZIUM)
                            .goal(Goal.times(LOCKSTEP, Figure.RATE, DEBEZIUM, 5)),
                    List.of(lockstep, debezium),
                    pair -> new PairTurn(stage, contest.size(), orders, target).take(pair));
        }
    }

    /** Both connectors in one worker, warmed up by rows that come before. */
    private record PairTurn(Stage stage, Size size, OrdersTable orders, ReplicaTable target) {

        Round take(Pair pair) throws Exception {
            orders.empty();
            target.empty();
            String source = stage.unique(pair.name());
            String topic = source + ".public.orders";
            stage.createTopics(List.of(topic), 1, Map.of());
            stage.createSlot(orders.database(), source);
            try (WorkerLease lease = stage.worker(pair.name())) {
                lease.rest()
                        .configure(
                                source,
                                pair.source().config(source, stage.postgres(), orders.database()));
                try {
                    return drain(lease, pair, source, topic);
                } finally {
                    lease.rest().delete(source);
                }
            } finally {
                stage.dropSlot(orders.database(), source);
                stage.deleteTopics(List.of(topic));
            }
        }

        private Round drain(WorkerLease lease, Pair pair, String source, String topic)
                throws Exception {
            String sink = stage.unique(pair.name() + "_sink");
            lease.rest()
                    .configure(
                            sink, pair.sink().config(stage.postgres(), target.database(), topic));
            try {
                int warm = OrdersTable.whole(size.warmupRows());
                int rows = OrdersTable.whole(size.rows());
                orders.insert(1, warm);
                target.awaitRow(warm);
                lease.rest().pause(source);
                lease.rest().awaitState(source, "PAUSED", PATIENCE);
                orders.insert(warm + 1L, rows);
                lease.rest().resume(source);
                int uncounted = rows / 10;
                target.awaitRow(warm + uncounted);
                Meter meter = lease.meter();
                target.awaitRow(warm + rows);
                return meter.stop(rows - uncounted);
            } finally {
                lease.rest().delete(sink);
            }
        }
    }
}
