package dev.lockstep.source.postgres.socket;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads from a socket in large pieces and, while small ones come in quick succession, lets more
 * gather first. Used by one thread at a time.
 */
final class GatheringInputStream extends InputStream {

    private static final int CAPACITY = 256 * 1024;

    /** A piece of at least this size needs no patience: the sender is ahead of us. */
    private static final int ENOUGH = 32 * 1024;

    /** Pieces that follow each other within this time come in a rush. */
    private static final long RUSH_NANOS = 200_000;

    /** How many pieces in a row make a rush: a small transaction alone does not. */
    private static final int RUSH_PIECES = 16;

    private static final long PATIENCE_NANOS = 100_000;

    private final InputStream socket;
    private final byte[] buffer = new byte[CAPACITY];
    private int position;
    private int end;
    private int rush;
    private long latestFill = System.nanoTime();

    GatheringInputStream(InputStream socket) {
        this.socket = socket;
    }

    @Override
    public int read() throws IOException {
        if (!fill()) {
            return -1;
        }
        return buffer[position++] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, end - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    /**
     * Waits until there is something to read. A time-out of the socket passes through and leaves
     * everything as it was.
     *
     * @return false at the end of the stream
     */
    boolean fill() throws IOException {
        if (position < end) {
            return true;
        }
        if (rush >= RUSH_PIECES) {
            LockSupport.parkNanos(PATIENCE_NANOS);
        }
        int count = socket.read(buffer, 0, CAPACITY);
        if (count < 0) {
            return false;
        }
        position = 0;
        end = count;
        long now = System.nanoTime();
        boolean quick = now - latestFill < RUSH_NANOS + PATIENCE_NANOS;
        rush = quick && count < ENOUGH ? rush + 1 : 0;
        latestFill = now;
        return true;
    }

    @Override
    public int available() throws IOException {
        // The driver asks before each message; the system call is for when nothing is left.
        return position < end ? end - position : socket.available();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
