package dev.lockstep.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ports that nobody listens on. Unless one is preferred they are below the range that the system
 * hands to outgoing connections: a server that is killed and started again must find its port free.
 */
public final class FreePort {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final Set<Integer> HANDED_OUT = ConcurrentHashMap.newKeySet();

    private FreePort() {}

    public static int next() {
        return next(0);
    }

    /** This port if nobody has it, else, as for 0, any. */
    static int preferring(int port) {
        return port > 0 && isFree(port) && HANDED_OUT.add(port) ? port : next();
    }

    /** A port whose neighbour at this distance is free too, for whoever listens on both. */
    static int next(int distance) {
        SplittableRandom random = new SplittableRandom();
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = random.nextInt(LOWEST, HIGHEST - distance);
            int neighbour = port + distance;
            if (isFree(port)
                    && isFree(neighbour)
                    && HANDED_OUT.add(port)
                    && (distance == 0 || HANDED_OUT.add(neighbour))) {
                return port;
            }
        }
        throw new EmbeddedServerException(
                "Cannot find a free port ("
                        + LOWEST
                        + " to "
                        + HIGHEST
                        + "): every port tried is in use. Stop some servers.");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
