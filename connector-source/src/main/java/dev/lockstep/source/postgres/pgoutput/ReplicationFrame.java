package dev.lockstep.source.postgres.pgoutput;

import java.util.HexFormat;

/**
 * One frame that the server sends while it streams its log (the body of a CopyData message).
 *
 * <p>A reader of every row need not decode {@link XLogData} into an object: {@link #type} checks
 * the frame, {@link XLogData#walStart(byte[], int)} reads the position in place, and the payload
 * starts {@link XLogData#HEADER_LENGTH} bytes into the frame.
 */
public sealed interface ReplicationFrame {

    /** The kinds of frames. */
    enum Type {
        XLOG_DATA,
        KEEPALIVE
    }

    /**
     * A piece of the log; with pgoutput exactly one {@link PgOutputMessage}.
     *
     * @param walStart the LSN of the payload, 0 where a message is followed by another of the same
     *     log record: relations, types, and a Begin before an Origin. Never take 0 for a position
     * @param walEnd with logical replication the same as {@code walStart}, not the end of the log
     * @param sendTimeMicros the server's clock, in microseconds since the UNIX epoch
     * @param payloadOffset an index into the array that was decoded
     */
    record XLogData(
            long walStart, long walEnd, long sendTimeMicros, int payloadOffset, int payloadLength)
            implements ReplicationFrame {

        /** The bytes before the payload. */
        public static final int HEADER_LENGTH = 1 + 3 * Long.BYTES;

        /** The LSN of a frame whose {@link ReplicationFrame#type} is XLOG_DATA. */
        public static long walStart(byte[] frame, int offset) {
            return FrameReader.int64At(frame, offset + 1);
        }
    }

    /**
     * A sign of life, and the way in which a server tells how far it has read a log without
     * published changes.
     *
     * @param walEnd all changes committed before it were sent; safe to acknowledge only if all of
     *     them are stored and no transaction is open
     * @param sendTimeMicros the server's clock, in microseconds since the UNIX epoch
     * @param replyRequested the server ends the connection unless a status update comes soon; one
     *     that shuts down waits until {@code walEnd} is acknowledged
     */
    record Keepalive(long walEnd, long sendTimeMicros, boolean replyRequested)
            implements ReplicationFrame {}

    /**
     * The type of a frame.
     *
     * @throws MalformedMessageException if it is unknown or the frame is shorter than its header
     */
    static Type type(byte[] frame, int offset, int length) {
        FrameReader in = new FrameReader(frame, offset, length, "replication frame");
        switch (in.int8("frame type")) {
            case 'w' -> {
                in.named("XLogData").require(XLogData.HEADER_LENGTH - 1, "header");
                return Type.XLOG_DATA;
            }
            case 'k' -> {
                in.named("Primary keepalive").require(2 * Long.BYTES + 1, "body");
                return Type.KEEPALIVE;
            }
            default -> {
                in.rewind();
                throw in.malformed(
                        "frame type 0x"
                                + HexFormat.of().toHexDigits(frame[offset])
                                + " is unknown");
            }
        }
    }

    /**
     * Decodes the frame that fills {@code length} bytes from {@code offset}.
     *
     * @throws MalformedMessageException if the bytes are not exactly one frame
     */
    static ReplicationFrame decode(byte[] frame, int offset, int length) {
        Type type = type(frame, offset, length);
        FrameReader in = new FrameReader(frame, offset, length, "replication frame");
        in.int8("frame type");
        return switch (type) {
            case XLOG_DATA -> xLogData(in.named("XLogData"));
            case KEEPALIVE -> keepalive(in.named("Primary keepalive"));
        };
    }

    private static XLogData xLogData(FrameReader in) {
        return new XLogData(
                in.int64("start LSN"),
                in.int64("end LSN"),
                in.time("send time"),
                in.position(),
                in.remaining());
    }

    private static Keepalive keepalive(FrameReader in) {
        long walEnd = in.int64("end LSN");
        long sendTimeMicros = in.time("send time");
        boolean replyRequested = in.int8("reply flag") != 0;
        in.end();
        return new Keepalive(walEnd, sendTimeMicros, replyRequested);
    }
}
