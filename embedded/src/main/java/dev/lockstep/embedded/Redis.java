package dev.lockstep.embedded;

import java.io.IOException;
import java.util.List;

/** A Redis server. */
public interface Redis extends Server {

    String host();

    /** The port without TLS. */
    int port();

    /** Of the default user; empty without one. */
    String password();

    /**
     * Runs one command over a connection of its own, as the default user: WAIT knows of no write.
     *
     * @return a String, a Long, a List of such or null
     */
    default Object command(String... words) {
        try (RedisConnection connection = new RedisConnection(host(), port())) {
            if (!password().isEmpty()) {
                connection.exchange(List.of("AUTH", password()));
            }
            return connection.exchange(List.of(words));
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "Cannot run " + words[0] + " in Redis (port " + port() + "): " + e.getMessage(),
                    e);
        }
    }
}
