package dev.lockstep.sink.redis;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.redis.config.FenceOptions;
import dev.lockstep.sink.redis.connection.Exchange;
import dev.lockstep.sink.redis.connection.Node;

/** Waits until replicas have what was written, where that is wanted. */
final class Replication {

    private static final String ACT = "wait for replicas of Redis";

    private final int replicas;
    private final String timeout;
    private final Exchange exchange;

    Replication(FenceOptions options, Exchange exchange) {
        this.replicas = options.replicas();
        this.timeout = Long.toString(options.replicasTimeout().toMillis());
        this.exchange = exchange;
    }

    boolean isWanted() {
        return replicas > 0;
    }

    /** Returns when they have all that the connections in use have written. */
    void await() {
        if (!isWanted()) {
            return;
        }
        for (Node node : exchange.masters(ACT)) {
            Object reached = exchange.call(node, ACT, "WAIT", Integer.toString(replicas), timeout);
            if (!(reached instanceof Long count) || count < replicas) {
                throw new TargetException.Transient(
                        "Cannot "
                                + ACT
                                + " ("
                                + node.address()
                                + "): only "
                                + reached
                                + " of "
                                + replicas
                                + " have the batch. Look after the replicas, or lower"
                                + " wait.replicas.",
                        null);
            }
        }
    }
}
