package dev.lockstep.sink.redis.connection;

import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/** Asks the Sentinels, one after the other, where the server is. */
final class Sentinels implements Supplier<HostAndPort> {

    private final Dialer dialer;
    private final List<HostAndPort> sentinels;
    private final String master;

    Sentinels(Dialer dialer, List<HostAndPort> sentinels, String master) {
        this.dialer = dialer;
        this.sentinels = sentinels;
        this.master = master;
    }

    @Override
    public HostAndPort get() {
        JedisException latest = null;
        for (HostAndPort address : sentinels) {
            Node sentinel = null;
            try {
                sentinel = dialer.sentinel(address);
                Object answer = sentinel.call("SENTINEL", "get-master-addr-by-name", master);
                if (answer instanceof List<?> parts && parts.size() == 2) {
                    return new HostAndPort(
                            Node.text(parts.get(0)), Integer.parseInt(Node.text(parts.get(1))));
                }
            } catch (JedisException e) {
                latest = e;
            } finally {
                if (sentinel != null) {
                    dialer.close(sentinel);
                }
            }
        }
        throw latest == null
                ? new JedisConnectionException("no Sentinel knows a server named " + master)
                : latest;
    }
}
