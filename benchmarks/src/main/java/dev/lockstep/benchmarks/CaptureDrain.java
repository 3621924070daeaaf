package dev.lockstep.benchmarks;

import dev.lockstep.embedded.KafkaBroker;
import dev.lockstep.embedded.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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

    @Option(names = "--rounds", defaultValue = "3", description = "Measured rounds.")
    private int rounds;

    @Option(
            names = "--only",
            split = ",",
            description = "Measure only these of lockstep, lockstep_kafka_json and debezium.")
    private List<String> only = List.of();

    @Option(names = "--jvm-option", description = "Passed to the workers.")
    private List<String> jvmOptions = List.of();

    @Option(
            names = "--producer",
            description = "An option of every contender's producer, as in batch.size=262144.")
    private Map<String, String> producer = Map.of();

    @Option(names = "--plugins", required = true, description = "Folder of unpacked archives.")
    private Path plugins;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CaptureDrain()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        List<Contender> contenders =
                Contender.ALL.stream()
                        .filter(contender -> only.isEmpty() || only.contains(contender.name()))
                        .toList();
        try (PostgresServer postgres =
                        PostgresServer.builder()
                                .setting("shared_buffers", "256MB")
                                .setting("max_wal_size", "8GB")
                                .start();
                KafkaBroker kafka = KafkaBroker.builder().heap("1g").start()) {
            OrdersTable.create(postgres);
            Drain drain = new Drain(postgres, kafka, plugins, jvmOptions, warmupRows, rows);
            List<List<Run>> runs = new ArrayList<>();
            contenders.forEach(contender -> runs.add(new ArrayList<>()));
            for (int round = 1; round <= rounds; round++) {
                for (int i = 0; i < contenders.size(); i++) {
                    String name = contenders.get(i).name() + "_" + round;
                    Map<String, String> config =
                            contenders.get(i).config(name, postgres, OrdersTable.DATABASE);
                    producer.forEach((key, value) -> config.put("producer.override." + key, value));
                    Run run =
                            drain.measure(
                                    config,
                                    List.of(name + ".public.orders"),
                                    count -> OrdersTable.fill(postgres, count));
                    runs.get(i).add(run);
                    run.print(round, contenders.get(i).name());
                }
            }
            Run.summary(contenders.stream().map(Contender::name).toList(), runs);
        }
        return 0;
    }
}
