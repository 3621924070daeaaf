package dev.lockstep.source.postgres.socket;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A socket that reads in large pieces, and on which one can wait for the next bytes without taking
 * them, which the driver lacks: a read timeout of the driver ends its copy operation, and may
 * strike inside of a message. The thread that reads is the one that waits.
 */
public final class GatheringSocket extends Socket {

    /** What a wait has ended with. */
    public enum Arrival {
        BYTES,
        NOTHING,
        END
    }

    private GatheringInputStream input;

    @Override
    public InputStream getInputStream() throws IOException {
        return input();
    }

    private GatheringInputStream input() throws IOException {
        if (input == null) {
            input = new GatheringInputStream(super.getInputStream());
        }
        return input;
    }

    /**
     * Waits until the peer has sent something that was not read yet. Under TLS that may be
     * something that carries no data.
     *
     * @throws IOException when the connection is broken or was closed
     */
    public Arrival await(Duration timeout) throws IOException {
        int before = getSoTimeout();
        setSoTimeout(Math.toIntExact(timeout.toMillis()));
        try {
            return input().fill() ? Arrival.BYTES : Arrival.END;
        } catch (SocketTimeoutException e) {
            return Arrival.NOTHING;
        } finally {
            if (!isClosed()) {
                setSoTimeout(before);
            }
        }
    }
}
