package dev.lockstep.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A network path to a port of this machine that can be cut, or stop carrying anything. */
final class Wire implements AutoCloseable {

    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private final Object lock = new Object();
    private boolean cut;
    private boolean stalled;

    /** Opens a path to this port. */
    Wire(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Ends every connection and lets no new one through. */
    void cut() {
        synchronized (lock) {
            cut = true;
            lock.notifyAll();
        }
        sockets.forEach(Wire::close);
    }

    /** Keeps connections open but carries nothing, not even that the other side has gone. */
    void stall() {
        synchronized (lock) {
            stalled = true;
        }
    }

    /** Carries again: new connections, and what was underway in the old ones. */
    void mend() {
        synchronized (lock) {
            cut = false;
            stalled = false;
            lock.notifyAll();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cut();
        threads.shutdown();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // The target is down, or this has been closed.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        sockets.add(client);
        Socket server = null;
        try {
            awaitPassage();
            server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            Socket connected = server;
            threads.execute(() -> carry(client, connected));
            threads.execute(() -> carry(connected, client));
        } catch (IOException e) {
            end(client, server);
            throw e;
        }
    }

    private void carry(Socket from, Socket to) {
        byte[] bytes = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            int count;
            do {
                count = in.read(bytes);
                awaitPassage();
                out.write(bytes, 0, Math.max(0, count));
            } while (count >= 0);
        } catch (IOException e) {
            // One of the two has gone, which the other is told below.
        } finally {
            end(from, to);
        }
    }

    /** Returns when something may pass. */
    private void awaitPassage() throws IOException {
        synchronized (lock) {
            while (stalled && !cut) {
                try {
                    lock.wait();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            if (cut) {
                throw new IOException("cut");
            }
        }
    }

    private void end(Socket one, Socket other) {
        close(one);
        sockets.remove(one);
        if (other != null) {
            close(other);
            sockets.remove(other);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more in any case.
        }
    }
}
