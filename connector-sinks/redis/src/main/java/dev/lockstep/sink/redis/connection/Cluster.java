package dev.lockstep.sink.redis.connection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisClusterCRC16;

/** The nodes of a cluster, each with the slots that it says it has. */
final class Cluster implements Servers {

    private static final int SLOTS = 16_384;

    private final Dialer dialer;
    private final List<HostAndPort> seeds;
    private final Map<HostAndPort, Node> nodes = new HashMap<>();

    /** By slot; null when it has to be asked for. */
    private HostAndPort[] owners;

    /** The masters that were known last: seeds may be gone by now. */
    private Set<HostAndPort> known = Set.of();

    Cluster(Dialer dialer, List<HostAndPort> seeds) {
        this.dialer = dialer;
        this.seeds = seeds;
    }

    @Override
    public boolean hasSlots() {
        return true;
    }

    @Override
    public int slot(byte[] key) {
        return JedisClusterCRC16.getSlot(key);
    }

    @Override
    public Node of(int slot) {
        if (owners == null) {
            owners = askAll();
        }
        HostAndPort owner = owners[slot];
        if (owner == null) {
            owners = null;
            throw new JedisConnectionException("no node has slot " + slot);
        }
        return at(owner);
    }

    @Override
    public Node at(HostAndPort address) {
        Node node = nodes.get(address);
        if (node == null || !node.isUsable()) {
            node = dialer.server(address);
            nodes.put(address, node);
        }
        return node;
    }

    @Override
    public List<Node> masters() {
        if (owners == null) {
            owners = askAll();
        }
        List<Node> masters = new ArrayList<>();
        known.forEach(address -> masters.add(at(address)));
        return masters;
    }

    private HostAndPort[] askAll() {
        Collection<HostAndPort> candidates = new LinkedHashSet<>(known);
        candidates.addAll(seeds);
        JedisException latest = null;
        for (HostAndPort address : candidates) {
            try {
                return ask(at(address));
            } catch (JedisException e) {
                latest = e;
            }
        }
        throw latest;
    }

    private HostAndPort[] ask(Node node) {
        HostAndPort[] found = new HostAndPort[SLOTS];
        Set<HostAndPort> masters = new HashSet<>();
        for (Object range : (List<?>) node.call("CLUSTER", "SLOTS")) {
            List<?> parts = (List<?>) range;
            List<?> master = (List<?>) parts.get(2);
            String host = Node.text(master.get(0));
            HostAndPort owner =
                    new HostAndPort(
                            host.isEmpty() ? node.address().getHost() : host,
                            ((Long) master.get(1)).intValue());
            masters.add(owner);
            long last = (Long) parts.get(1);
            for (int slot = ((Long) parts.get(0)).intValue(); slot <= last; slot++) {
                found[slot] = owner;
            }
        }
        if (masters.isEmpty()) {
            throw new JedisConnectionException("the node knows of no slots");
        }
        known = masters;
        return found;
    }

    @Override
    public void moved() {
        owners = null;
    }

    @Override
    public void forget() {
        owners = null;
        nodes.values().forEach(dialer::close);
        nodes.clear();
    }

    @Override
    public void abort() {
        dialer.abort();
    }

    @Override
    public void close() {
        forget();
    }
}
