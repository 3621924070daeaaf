package dev.lockstep.source.postgres.pgoutput;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads one message from front to back and checks each read against the bytes that are left. Used
 * by one thread for the length of one decode call.
 */
final class FrameReader {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final String READ_AGAIN =
            "Restart the task to read the message again; if it stays, report it with the server's"
                    + " version.";

    private final byte[] buffer;
    private final int start;
    private final int end;
    private int position;
    private String messageName;

    FrameReader(byte[] buffer, int offset, int length, String messageName) {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        this.buffer = buffer;
        this.start = offset;
        this.end = offset + length;
        this.position = offset;
        this.messageName = messageName;
    }

    static int int32At(byte[] buffer, int index) {
        return (int) INT.get(buffer, index);
    }

    static long int64At(byte[] buffer, int index) {
        return (long) LONG.get(buffer, index);
    }

    FrameReader named(String name) {
        messageName = name;
        return this;
    }

    byte[] buffer() {
        return buffer;
    }

    /** An index into {@link #buffer()}, not an offset within the message. */
    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    byte int8(String field) {
        return buffer[advance(1, field)];
    }

    int int16(String field) {
        return (short) SHORT.get(buffer, advance(Short.BYTES, field));
    }

    int int32(String field) {
        return int32At(buffer, advance(Integer.BYTES, field));
    }

    long int64(String field) {
        return int64At(buffer, advance(Long.BYTES, field));
    }

    /** A server's timestamp as microseconds since the UNIX epoch. */
    long time(String field) {
        int at = advance(Long.BYTES, field);
        long micros = int64At(buffer, at);
        if (micros > Long.MAX_VALUE - ServerTime.EPOCH_MICROS) {
            position = at;
            throw malformed(field + " lies after the last timestamp there is");
        }
        return ServerTime.toUnixMicros(micros);
    }

    /** Refused if so many elements cannot fit what is left, so that the caller may allocate. */
    int checkedCount(int count, int minimumBytes, String field) {
        if (count < 0 || count > remaining() / minimumBytes) {
            throw malformed(
                    field
                            + " "
                            + count
                            + " does not fit the "
                            + remaining()
                            + " bytes that are left");
        }
        return count;
    }

    /** Steps over a length and so many bytes; returns the index of the first of them. */
    int skipCounted(String field) {
        int length = int32(field);
        if (length < 0) {
            throw malformed(field + " " + length + " is negative");
        }
        if (length > remaining()) {
            throw malformed(
                    field
                            + " "
                            + length
                            + " is larger than the "
                            + remaining()
                            + " bytes that are left");
        }
        int at = position;
        position += length;
        return at;
    }

    /**
     * A NUL-terminated name. A name that is not UTF-8 is malformed: with replacement characters two
     * names of a database without an encoding (SQL_ASCII) could become one.
     */
    String string(String field) {
        int from = position;
        int nul = from;
        while (nul < end && buffer[nul] != 0) {
            nul++;
        }
        if (nul == end) {
            throw malformed(field + " has no end");
        }
        String text = new String(buffer, from, nul - from, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0 && !encodesTo(text, from, nul)) {
            throw malformed(field + " is not UTF-8");
        }
        position = nul + 1;
        return text;
    }

    /** Reads again from a place that was read before. */
    void backTo(int at) {
        position = at;
    }

    /** Puts errors at the first byte: the message as a whole is refused. */
    void rewind() {
        position = start;
    }

    void end() {
        if (position != end) {
            throw malformed(remaining() + " bytes follow its last field");
        }
    }

    MalformedMessageException malformed(String cause) {
        return malformed(cause, READ_AGAIN);
    }

    MalformedMessageException malformed(String cause, String advice) {
        return new MalformedMessageException(
                messageName, position - start, end - start, cause, advice);
    }

    void require(int bytes, String field) {
        if (bytes > end - position) {
            throw malformed(field + " takes " + bytes + " bytes, but " + remaining() + " are left");
        }
    }

    private int advance(int bytes, String field) {
        require(bytes, field);
        int at = position;
        position = at + bytes;
        return at;
    }

    private boolean encodesTo(String text, int from, int to) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(encoded, 0, encoded.length, buffer, from, to);
    }
}
