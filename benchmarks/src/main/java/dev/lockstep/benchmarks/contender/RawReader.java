package dev.lockstep.benchmarks.contender;

import dev.lockstep.embedded.PostgresServer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the replication stream of a slot and throws every frame away: the limit of what any
 * connector can reach. It asks for the same stream as Lockstep, without a driver, and lets frames
 * gather in the same way. The server has to trust its user.
 */
public final class RawReader implements AutoCloseable {

    private static final int PROTOCOL = 3 << 16;
    private static final int CAPACITY = 1 << 20;

    /**
     * Message type and length, then of a frame: its type, two places, a time; the change's type.
     */
    private static final int HEAD = 5 + 25 + 1;

    private static final int ENOUGH = 32 * 1024;
    private static final long PATIENCE_NANOS = 100_000;
    private static final long STATUS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Socket socket;
    private final DataOutputStream output;
    private final InputStream input;
    private final byte[] buffer = new byte[CAPACITY];
    private final ByteBuffer view = ByteBuffer.wrap(buffer);
    private int position;
    private int end;
    private long toSkip;
    private long changes;
    private long place;
    private long latestStatus = System.nanoTime();

    private RawReader(Socket socket) throws IOException {
        this.socket = socket;
        output = new DataOutputStream(socket.getOutputStream());
        input = socket.getInputStream();
    }

    /** Starts the stream of a slot. */
    public static RawReader start(
            PostgresServer postgres, String database, String slot, String publication)
            throws IOException {
        Socket socket = new Socket(postgres.host(), postgres.port());
        socket.setTcpNoDelay(true);
        RawReader reader = new RawReader(socket);
        reader.send(
                0,
                ByteBuffer.allocate(4).putInt(PROTOCOL).array(),
                text("user\0" + postgres.user() + "\0database\0" + database),
                text("replication\0database\0"));
        reader.await('Z');
        reader.send(
                'Q',
                text(
                        "START_REPLICATION SLOT "
                                + slot
                                + " LOGICAL 0/0 (proto_version '1', publication_names '"
                                + publication
                                + "', messages 'true', binary 'true')"));
        reader.await('W');
        return reader;
    }

    /** Reads on until so many changes of rows have been there since the start. */
    public void read(long upTo) throws IOException {
        while (changes < upTo) {
            if (!passMessage()) {
                fill();
            }
            if (System.nanoTime() - latestStatus > STATUS_NANOS) {
                sendStatus();
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Passes one message, of which only the head need be there; false if that is not. */
    private boolean passMessage() {
        int skipped = (int) Math.min(toSkip, end - position);
        position += skipped;
        toSkip -= skipped;
        int available = end - position;
        if (toSkip > 0 || available < 5) {
            return false;
        }
        int length = 1 + view.getInt(position + 1);
        if (available < Math.min(length, HEAD)) {
            return false;
        }
        if (buffer[position] == 'E') {
            throw new IllegalStateException("The server has ended the stream");
        }
        if (buffer[position] == 'd' && buffer[position + 5] == 'w') {
            passFrame();
        }
        toSkip = length;
        return true;
    }

    private void passFrame() {
        place = Math.max(place, view.getLong(position + 14));
        byte type = buffer[position + HEAD - 1];
        if (type == 'I' || type == 'U' || type == 'D') {
            changes++;
        }
    }

    private void fill() throws IOException {
        System.arraycopy(buffer, position, buffer, 0, end - position);
        end -= position;
        position = 0;
        int count = input.read(buffer, end, CAPACITY - end);
        if (count < 0) {
            throw new IOException("The server has closed the connection");
        }
        end += count;
        if (count < ENOUGH) {
            LockSupport.parkNanos(PATIENCE_NANOS);
        }
    }

    private void sendStatus() throws IOException {
        latestStatus = System.nanoTime();
        send(
                'd',
                ByteBuffer.allocate(34)
                        .put((byte) 'r')
                        .putLong(place)
                        .putLong(0)
                        .putLong(0)
                        .array());
    }

    /** Reads messages until one of this type; an error ends it. */
    private void await(char type) throws IOException {
        DataInputStream messages = new DataInputStream(input);
        int read = 0;
        while (read != type) {
            read = messages.readUnsignedByte();
            byte[] body = messages.readNBytes(messages.readInt() - 4);
            if (read == 'E') {
                throw new IOException(
                        "Cannot read the stream: "
                                + new String(body, StandardCharsets.UTF_8).replace('\0', ' '));
            }
        }
    }

    /** Sends a message; the first of a connection has no type. */
    private void send(int type, byte[]... parts) throws IOException {
        int length = 4;
        for (byte[] part : parts) {
            length += part.length;
        }
        if (type != 0) {
            output.writeByte(type);
        }
        output.writeInt(length);
        for (byte[] part : parts) {
            output.write(part);
        }
        output.flush();
    }

    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }
}
