package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.contender.Filler;
import dev.lockstep.benchmarks.contender.Store;
import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Meter;
import dev.lockstep.benchmarks.measure.Round;
import dev.lockstep.benchmarks.measure.Size;
import dev.lockstep.benchmarks.stage.OrdersBacklog;
import dev.lockstep.benchmarks.stage.OrdersTable;
import dev.lockstep.benchmarks.stage.Stage;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Fills an empty server from a topic, which is written once: by sinks, which warm up on another
 * topic of the same events, and by plain loaders that know what they are to write.
 *
 * @param main is measured
 */
record FillTurn(Store store, OrdersTopic warm, OrdersTopic main) {

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    static FillTurn prepare(Stage stage, Size size, Store store) throws Exception {
        OrdersBacklog source = new OrdersBacklog(OrdersTable.create(stage), false);
        OrdersTopic warm = OrdersTopic.write(stage, source, size.warmupRows(), 1);
        OrdersTopic main = OrdersTopic.write(stage, source, size.rows(), 1);
        return new FillTurn(store, warm, main);
    }

    /** Fills the server once, without measuring. */
    void fill(Filler filler) throws Exception {
        store.empty();
        try (Filler.Filling filling = filler.open()) {
            Filler.Task task = filling.begin(main.name(), main.changes());
            await(main.changes());
            task.end();
        }
        store.check(main.changes());
    }

    Round take(Filler filler) throws Exception {
        try (Filler.Filling filling = filler.open()) {
            store.empty();
            Filler.Task warming = filling.begin(warm.name(), warm.changes());
            await(warm.changes());
            warming.end();
            store.empty();
            Filler.Task task = filling.begin(main.name(), main.changes());
            Round round = meter(filling);
            task.end();
            store.check(main.changes());
            return round;
        }
    }

    private Round meter(Filler.Filling filling) throws Exception {
        int uncounted = main.changes() / 10;
        int counted = main.changes() - uncounted;
        await(uncounted);
        Duration serverCpu = store.cpuTime();
        Meter meter = filling.meter();
        await(main.changes());
        Round round = meter.stop(counted);
        double serverNanos = store.cpuTime().minus(serverCpu).toNanos();
        return round.with(Figure.SERVER_CPU, serverNanos / 1e3 / counted);
    }

    private void await(int rows) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!store.has(rows)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Row " + rows + " did not arrive");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }
}
