package dev.lockstep.source.postgres.socket;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * Makes sockets that read in large pieces. The server sends each change by a system call of its
 * own, and the driver would pick each up by one too, since it reads as fast as the server writes. A
 * moment's patience while changes rush in lets dozens gather for one call, which is most of what
 * reading costs; at rest nothing waits. The driver finds this class by its name, and puts TLS on
 * top of the socket.
 */
public final class GatheringSocketFactory extends SocketFactory {

    @Override
    public Socket createSocket() {
        return new GatheringSocket();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return connected(
                new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return connected(
                new InetSocketAddress(host, port), new InetSocketAddress(localHost, localPort));
    }

    private static Socket connected(InetSocketAddress remote, InetSocketAddress local)
            throws IOException {
        Socket socket = new GatheringSocket();
        if (local != null) {
            socket.bind(local);
        }
        socket.connect(remote);
        return socket;
    }

    /** A socket whose input goes through one {@link GatheringInputStream}. */
    private static final class GatheringSocket extends Socket {

        private InputStream input;

        @Override
        public synchronized InputStream getInputStream() throws IOException {
            if (input == null) {
                input = new GatheringInputStream(super.getInputStream());
            }
            return input;
        }
    }
}
