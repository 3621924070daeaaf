package dev.lockstep.sink.redis.connection;

import dev.lockstep.sink.config.TlsOptions;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Puts TLS around connections, as the options want it. */
final class TlsSockets {

    private final SSLSocketFactory sockets;
    private final boolean checksHosts;

    TlsSockets(TlsOptions options) {
        sockets = options.context().getSocketFactory();
        checksHosts = options.checksHosts();
    }

    /** A connection through this one, to a server that has shown who it is. */
    Socket around(Socket plain, HostAndPort address) {
        try {
            SSLSocket socket =
                    (SSLSocket)
                            sockets.createSocket(plain, address.getHost(), address.getPort(), true);
            if (checksHosts) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
            }
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            throw new JedisConnectionException(e);
        }
    }
}
