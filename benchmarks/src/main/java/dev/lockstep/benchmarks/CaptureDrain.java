package dev.lockstep.benchmarks;

import dev.lockstep.embedded.PostgresServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How fast a worker drains a backlog of inserted rows from one slot into one topic, and what that
 * costs it. Each contender has its own slot over the same log and, in each round, a fresh worker.
 */
@Command(
        name = "capture-drain",
        mixinStandardHelpOptions = true,
        description = "Drains a backlog with Lockstep and with Debezium, in turn.")
final class CaptureDrain implements Callable<Integer> {

    @Option(names = "--rows", defaultValue = "1000000", description = "Rows of the backlog.")
    private int rows;

    @Option(names = "--warmup-rows", defaultValue = "1000000", description = "Rows drained before.")
    private int warmupRows;

    @Option(
            names = "--only",
            split = ",",
            description = "Measure only these of lockstep, lockstep_kafka_json and debezium.")
    private List<String> only = List.of();

    @Mixin private Contest contest;

    @Mixin private ProducerTuning tuning;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CaptureDrain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        try (Stage stage = contest.stage("256MB")) {
            OrdersTable.create(stage.postgres());
            Drain drain = new Drain(stage, warmupRows, rows);
            contest.hold(
                    Contender.among(only), (contender, round) -> measure(drain, contender, round));
        }
        return 0;
    }

    private Run measure(Drain drain, Contender contender, int round) throws Exception {
        PostgresServer postgres = drain.stage().postgres();
        String name = contender.name() + "_" + round;
        Map<String, String> config = contender.config(name, postgres, OrdersTable.DATABASE);
        tuning.addTo(config);
        return drain.measure(
                config,
                List.of(name + ".public.orders"),
                count -> OrdersTable.fill(postgres, count));
    }
}
