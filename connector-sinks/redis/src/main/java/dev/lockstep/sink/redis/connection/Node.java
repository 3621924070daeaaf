package dev.lockstep.sink.redis.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** A connection to one server, logged in. The apply thread calls, but for {@link #abort}. */
public final class Node {

    private final HostAndPort address;
    private final Connection connection;
    private final CommandBuffer single = new CommandBuffer();
    private Socket socket;

    /** Whether the server has been given the scripts. */
    private boolean prepared;

    private long maxValue = Long.MAX_VALUE;

    Node(HostAndPort address, JedisClientConfig config) {
        this.address = address;
        DefaultJedisSocketFactory sockets = new DefaultJedisSocketFactory(address, config);
        connection = new Connection(() -> socket = sockets.createSocket(), config);
    }

    /** Host and port. */
    public HostAndPort address() {
        return address;
    }

    boolean isPrepared() {
        return prepared;
    }

    void prepared(boolean value) {
        prepared = value;
    }

    /** How large a value the server accepts. */
    long maxValue() {
        return maxValue;
    }

    void maxValue(long bytes) {
        maxValue = bytes;
    }

    boolean isUsable() {
        return connection.isConnected() && !connection.isBroken();
    }

    /** Sends what the buffer holds, whose answers are to be read, and empties it. */
    void send(CommandBuffer commands) {
        try {
            socket.getOutputStream().write(commands.bytes(), 0, commands.length());
        } catch (IOException e) {
            connection.setBroken();
            throw new JedisConnectionException(e);
        } finally {
            commands.clear();
        }
    }

    /** The next answer: a Long, bytes, a list of answers, null, or the error as an exception. */
    Object read() {
        try {
            return connection.getOne();
        } catch (JedisDataException e) {
            return e;
        }
    }

    /**
     * Sends one command and waits for its answer.
     *
     * @throws JedisDataException when the answer is an error
     */
    public Object call(String... words) {
        single.command(words.length);
        for (String word : words) {
            single.word(word);
        }
        send(single);
        return connection.getOne();
    }

    /** An answer as text; empty where there is none. */
    public static String text(Object answer) {
        return answer instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : answer == null ? "" : answer.toString();
    }

    /** Any thread: what waits for the server there fails. */
    void abort() {
        try {
            connection.forceDisconnect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        connection.setBroken();
        try {
            connection.forceDisconnect();
        } catch (IOException e) {
            // It is of no use any more, closed or not.
            prepared = false;
        }
    }
}
