package dev.lockstep.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Measures how fast a server is filled from a topic, which is written once: by sinks, each in a
 * fresh worker that warms up on another topic of the same events, and by plain loaders that know
 * what they are to write. The server is empty each time.
 */
final class FillDrain {

    private static final String WARM = "warm";
    private static final String MAIN = "main";

    @Option(names = "--rows", description = "Rows to write; its default depends on the server.")
    private int rows;

    @Option(names = "--warmup-rows", defaultValue = "300000", description = "Written before.")
    private int warmupRows;

    @Option(
            names = "--schemas",
            arity = "1",
            defaultValue = "true",
            description = "Whether the topic's JSON has schemas.")
    private boolean schemas;

    @Option(names = "--only", split = ",", description = "Measure only these contenders.")
    private List<String> only = List.of();

    @Mixin private Contest contest;

    /** Starts what all need, and has the topics written. */
    Stage stage(int usualRows) throws Exception {
        rows = rows == 0 ? usualRows : rows;
        Stage stage = contest.stage("512MB");
        try {
            OrdersTable.create(stage.postgres());
            write(stage, WARM, warmupRows);
            write(stage, MAIN, rows);
            return stage;
        } catch (Exception e) {
            stage.close();
            throw e;
        }
    }

    private void write(Stage stage, String name, int count) throws Exception {
        OrdersTopic.write(
                stage,
                name,
                schemas,
                count,
                changes -> OrdersTable.insert(stage.postgres(), changes));
    }

    boolean schemas() {
        return schemas;
    }

    int rows() {
        return rows;
    }

    /** Fills the server once, without measuring. */
    void fill(Store store, Filler filler) throws Exception {
        store.empty();
        try (Filler.Filling filling = filler.open(0)) {
            Filler.Task task = filling.begin(MAIN, rows);
            await(store, rows);
            task.end();
        }
        store.check(rows);
    }

    /** The last of them are those that the others are compared with. */
    void hold(Store store, List<Filler> fillers, List<String> yardsticks) throws Exception {
        List<Filler> chosen =
                fillers.stream()
                        .filter(filler -> only.isEmpty() || only.contains(filler.name()))
                        .toList();
        contest.hold(chosen, yardsticks, (filler, round) -> measure(store, filler, round));
    }

    private Run measure(Store store, Filler filler, int round) throws Exception {
        try (Filler.Filling filling = filler.open(round)) {
            store.empty();
            Filler.Task warming = filling.begin(WARM, warmupRows);
            await(store, warmupRows);
            warming.end();
            store.empty();
            Filler.Task task = filling.begin(MAIN, rows);
            int uncounted = rows / 10;
            await(store, uncounted);
            long first = System.nanoTime();
            Duration cpu = filling.cpuTime();
            Duration serverCpu = store.cpuTime();
            await(store, rows);
            double elapsed = (System.nanoTime() - first) / 1e9;
            double cpuSeconds = seconds(filling.cpuTime().minus(cpu));
            double serverCpuSeconds = seconds(store.cpuTime().minus(serverCpu));
            task.end();
            store.check(rows);
            return new Run(elapsed, cpuSeconds, serverCpuSeconds, rows - uncounted);
        }
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static void await(Store store, int rows) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        while (!store.has(rows)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Row " + rows + " did not arrive");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
