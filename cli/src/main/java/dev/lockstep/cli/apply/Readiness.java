package dev.lockstep.cli.apply;

import dev.lockstep.cli.connect.ConnectClient;
import dev.lockstep.cli.connect.Connector;
import dev.lockstep.cli.connect.Connector.Task;
import dev.lockstep.cli.output.CommandException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits until connectors run. */
final class Readiness {

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ConnectClient connect;

    Readiness(ConnectClient connect) {
        this.connect = connect;
    }

    /**
     * Returns when all of them run.
     *
     * @throws CommandException as soon as one has failed, or when they take too long
     */
    void await(List<String> names, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Map<String, Connector> all = connect.connectors();
            List<String> missing =
                    names.stream().filter(name -> !isRunning(all.get(name))).toList();
            if (missing.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new CommandException(
                        "Cannot say that "
                                + String.join(", ", missing)
                                + " runs: it does not after "
                                + atMost.toSeconds()
                                + " s. See lockstep status.");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** A connector that was just created may be unknown for a moment. */
    private static boolean isRunning(Connector connector) {
        if (connector == null) {
            return false;
        }
        for (Task task : connector.tasks()) {
            if (task.hasFailed()) {
                throw new CommandException(
                        "Cannot run task "
                                + task.id()
                                + " of "
                                + connector.name()
                                + ": "
                                + task.reason());
            }
        }
        return connector.isRunning();
    }
}
