package dev.lockstep.benchmarks.stage;

import dev.lockstep.benchmarks.measure.Meter;
import dev.lockstep.embedded.ConnectRest;
import dev.lockstep.embedded.ConnectWorker;

/**
 * A worker for one turn; it ends with the turn unless others are to have it, too.
 *
 * @param isKept whether others have it later
 */
public record WorkerLease(ConnectWorker worker, boolean isKept) implements AutoCloseable {

    public ConnectRest rest() {
        return worker.rest();
    }

    /** Begins to measure the worker's process. */
    public Meter meter() {
        return Meter.start(worker::cpuTime, worker.pid());
    }

    @Override
    public void close() {
        if (!isKept) {
            worker.close();
        }
    }
}
