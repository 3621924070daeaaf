package dev.lockstep.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Redis Cluster whose masters share the slots evenly, each with as many replicas. */
public final class RedisCluster implements AutoCloseable {

    private static final int SLOTS = 16_384;
    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private final List<RedisServer> nodes = new ArrayList<>();
    private final int masters;

    private RedisCluster(Builder builder) {
        masters = builder.masters;
        try {
            for (int i = 0; i < builder.masters * (1 + builder.replicas); i++) {
                nodes.add(builder.node.start());
            }
            assignSlots();
            meet();
            replicate();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The masters, in the order of their slots, then the replicas: one of each, and so on. */
    public List<RedisServer> nodes() {
        return List.copyOf(nodes);
    }

    /** The master at the start that has this slot. */
    public RedisServer master(int slot) {
        return nodes.get(
                IntStream.range(0, masters)
                        .filter(i -> slot < firstSlot(i + 1))
                        .findFirst()
                        .orElseThrow());
    }

    /** The first replica of a master, as they were at the start. */
    public RedisServer replicaOf(RedisServer master) {
        return nodes.get(masters + nodes.indexOf(master));
    }

    /** Whether this node sees every slot served. */
    public static boolean isOk(RedisServer node) {
        return node.command("CLUSTER", "INFO").toString().startsWith("cluster_state:ok");
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }

    private int firstSlot(int master) {
        return SLOTS * master / masters;
    }

    private void assignSlots() {
        for (int i = 0; i < masters; i++) {
            // Two that meet with the same epoch would have to sort that out first.
            nodes.get(i).command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
            Stream<String> slots =
                    IntStream.range(firstSlot(i), firstSlot(i + 1)).mapToObj(Integer::toString);
            nodes.get(i)
                    .command(
                            Stream.concat(Stream.of("CLUSTER", "ADDSLOTS"), slots)
                                    .toArray(String[]::new));
        }
    }

    private void meet() {
        RedisServer first = nodes.get(0);
        for (RedisServer node : nodes.subList(1, nodes.size())) {
            String port = Integer.toString(node.port());
            first.command("CLUSTER", "MEET", node.host(), port);
        }
        for (RedisServer node : nodes) {
            await(() -> knowsAll(node), node, "does not know all others");
        }
    }

    private boolean knowsAll(RedisServer node) {
        String known = node.command("CLUSTER", "NODES").toString();
        return known.lines().count() == nodes.size() && !known.contains("handshake") && isOk(node);
    }

    private void replicate() {
        List<RedisServer> replicas = nodes.subList(masters, nodes.size());
        for (int i = 0; i < replicas.size(); i++) {
            String master = nodes.get(i % masters).command("CLUSTER", "MYID").toString();
            replicas.get(i).command("CLUSTER", "REPLICATE", master);
        }
        for (RedisServer replica : replicas) {
            await(
                    () -> "up".equals(replica.info("replication", "master_link_status")),
                    replica,
                    "has no copy of its master's data");
        }
        for (RedisServer node : nodes) {
            await(() -> replicasSeenBy(node) == replicas.size(), node, "misses replicas");
        }
    }

    private static long replicasSeenBy(RedisServer node) {
        return node.command("CLUSTER", "NODES")
                .toString()
                .lines()
                .filter(line -> line.contains("slave"))
                .count();
    }

    private static void await(BooleanSupplier condition, RedisServer node, String otherwise) {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new EmbeddedServerException(
                        "Cannot form a Redis Cluster: the node at port "
                                + node.port()
                                + " "
                                + otherwise
                                + " after "
                                + START_TIMEOUT.toSeconds()
                                + " s");
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** Settings for a cluster that is not started yet. */
    public static final class Builder {

        private final RedisServer.Builder node = RedisServer.builder().clusterNode();
        private int masters = 3;
        private int replicas;

        private Builder() {}

        /** Three where nothing is said; fewer cannot replace one that is gone. */
        public Builder masters(int count) {
            masters = count;
            return this;
        }

        /** How many replicas each master has; none where nothing is said. */
        public Builder replicas(int count) {
            replicas = count;
            return this;
        }

        /** Any line of {@code redis.conf}, for every node. */
        public Builder setting(String name, String value) {
            node.setting(name, value);
            return this;
        }

        /** The password of every node. */
        public Builder password(String value) {
            node.password(value);
            return this;
        }

        public RedisCluster start() {
            return new RedisCluster(this);
        }
    }
}
