package dev.lockstep.source.postgres.socket;

import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;

/**
 * Makes the sockets of replication connections. The driver instantiates it by name, with an
 * argument under which the socket can be found once the connection stands.
 */
public final class GatheringSocketFactory extends SocketFactory {

    private static final Map<String, GatheringSocket> LATEST = new ConcurrentHashMap<>();

    private final String ticket;

    /** Called by the driver. */
    public GatheringSocketFactory(String ticket) {
        this.ticket = ticket;
    }

    /** An argument for a connection to come. */
    public static String ticket() {
        return UUID.randomUUID().toString();
    }

    /**
     * The socket that the driver has asked for last: it connects more than once where the server
     * does not offer what is preferred. Null if it has asked for none.
     */
    public static GatheringSocket redeem(String ticket) {
        return LATEST.remove(ticket);
    }

    @Override
    public Socket createSocket() {
        GatheringSocket socket = new GatheringSocket();
        LATEST.put(ticket, socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw unsupported();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw unsupported();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
        throw unsupported();
    }

    /** The driver asks for an unconnected socket, so that it can bound the time to connect. */
    private static UnsupportedOperationException unsupported() {
        return new UnsupportedOperationException("Cannot make a connected socket");
    }
}
