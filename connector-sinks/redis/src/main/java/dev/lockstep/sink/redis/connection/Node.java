package dev.lockstep.sink.redis.connection;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * A connection to one server, logged in. The apply thread calls, but for {@link #close}, which
 * makes what waits for the server fail.
 */
public final class Node {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    private final HostAndPort address;
    private final Connection connection;
    private final CommandBuffer commands = new CommandBuffer();
    private Socket socket;

    /** Whether the server has been given the scripts. */
    private boolean prepared;

    private long maxValue;

    /**
     * Connects and logs in.
     *
     * @param tls null for none
     */
    Node(HostAndPort address, JedisClientConfig config, TlsSockets tls) {
        this.address = address;
        DefaultJedisSocketFactory sockets = new DefaultJedisSocketFactory(address, config);
        JedisSocketFactory opener =
                () -> {
                    Socket plain = sockets.createSocket();
                    socket = tls == null ? plain : tls.around(plain, address);
                    return socket;
                };
        connection = new Connection(opener, config);
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

    /** How large a value the server accepts; 0 while that is not known. */
    long maxValue() {
        return maxValue;
    }

    void maxValue(long bytes) {
        maxValue = bytes;
    }

    boolean isUsable() {
        return connection.isConnected() && !connection.isBroken();
    }

    /** Where commands are put before they are sent. */
    CommandBuffer commands() {
        return commands;
    }

    /** Sends the commands, whose answers are to be read. */
    void send() {
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
        commands.command(words.length);
        for (String word : words) {
            commands.word(word);
        }
        send();
        return connection.getOne();
    }

    /** An answer as text; empty where there is none. */
    public static String text(Object answer) {
        return answer instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : answer == null ? "" : answer.toString();
    }

    /** Any thread: what waits for the server there fails. */
    void close() {
        try {
            connection.forceDisconnect();
        } catch (IOException e) {
            LOG.debug("The connection to {} cannot be closed.", address);
        }
    }
}
