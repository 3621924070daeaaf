package dev.lockstep.source.postgres.catalog;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A socket on which one can wait for the next bytes without taking them: what the driver lacks. A
 * read timeout of the driver may strike inside of a message and ends the copy operation, or leaves
 * the stream out of step; a timeout of this wait changes nothing. The thread that reads is the one
 * that waits.
 */
public final class WatchedSocket extends Socket {

    /** What a wait has ended with. */
    public enum Arrival {
        BYTES,
        NOTHING,
        END
    }

    private PeekedInput input;

    @Override
    public InputStream getInputStream() throws IOException {
        if (input == null) {
            input = new PeekedInput(super.getInputStream());
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
        getInputStream();
        if (input.peeked != PeekedInput.NOTHING) {
            return Arrival.BYTES;
        }
        int before = getSoTimeout();
        setSoTimeout(Math.toIntExact(timeout.toMillis()));
        try {
            return input.peek() ? Arrival.BYTES : Arrival.END;
        } catch (SocketTimeoutException e) {
            return Arrival.NOTHING;
        } finally {
            if (!isClosed()) {
                setSoTimeout(before);
            }
        }
    }

    /** Holds back the byte that a wait ended with. */
    private static final class PeekedInput extends FilterInputStream {

        private static final int NOTHING = -1;

        private int peeked = NOTHING;

        PeekedInput(InputStream socket) {
            super(socket);
        }

        boolean peek() throws IOException {
            peeked = in.read();
            return peeked >= 0;
        }

        private int take() {
            int taken = peeked;
            peeked = NOTHING;
            return taken;
        }

        @Override
        public int read() throws IOException {
            return peeked == NOTHING ? in.read() : take();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (peeked == NOTHING || length == 0) {
                return in.read(bytes, offset, length);
            }
            bytes[offset] = (byte) take();
            int more = Math.min(length - 1, in.available());
            return more <= 0 ? 1 : 1 + Math.max(0, in.read(bytes, offset + 1, more));
        }

        @Override
        public long skip(long count) throws IOException {
            if (peeked == NOTHING || count <= 0) {
                return in.skip(count);
            }
            take();
            return 1;
        }

        @Override
        public int available() throws IOException {
            return in.available() + (peeked == NOTHING ? 0 : 1);
        }
    }
}
