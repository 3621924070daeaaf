package dev.lockstep.sink.redis.connection;

import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.HostAndPort;

/** One server that has all keys: the one that is named, or that Sentinels tell. */
final class SingleServer implements Servers {

    private final Dialer dialer;
    private final Supplier<HostAndPort> address;
    private Node node;

    SingleServer(Dialer dialer, Supplier<HostAndPort> address) {
        this.dialer = dialer;
        this.address = address;
    }

    @Override
    public boolean hasSlots() {
        return false;
    }

    @Override
    public int slot(byte[] key) {
        return 0;
    }

    @Override
    public Node of(int slot) {
        if (node == null || !node.isUsable()) {
            forget();
            node = dialer.server(address.get());
        }
        return node;
    }

    @Override
    public Node at(HostAndPort other) {
        return of(0);
    }

    @Override
    public List<Node> masters() {
        return List.of(of(0));
    }

    @Override
    public void moved() {
        forget();
    }

    @Override
    public void forget() {
        if (node != null) {
            dialer.close(node);
            node = null;
        }
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
