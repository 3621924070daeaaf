package dev.lockstep.source.postgres.pgoutput;

import java.nio.ByteBuffer;

/**
 * What the client tells the server about its progress.
 *
 * @param writtenLsn what was received, for the server's views only
 * @param flushedLsn what is stored for good: the server forgets the log before it, so it must never
 *     pass the end LSN of the last stored transaction while a later one is under way, nor fall
 *     behind what was told before; 0 says nothing
 * @param appliedLsn what is visible to readers, for the server's views only
 * @param sendTimeMicros the client's clock, in microseconds since the UNIX epoch
 * @param replyRequested whether the server shall answer at once
 */
public record StandbyStatusUpdate(
        long writtenLsn,
        long flushedLsn,
        long appliedLsn,
        long sendTimeMicros,
        boolean replyRequested) {

    private static final int LENGTH = 1 + 4 * Long.BYTES + 1;

    /** The body of a CopyData message. */
    public byte[] encode() {
        return ByteBuffer.allocate(LENGTH)
                .put((byte) 'r')
                .putLong(writtenLsn)
                .putLong(flushedLsn)
                .putLong(appliedLsn)
                .putLong(ServerTime.fromUnixMicros(sendTimeMicros))
                .put((byte) (replyRequested ? 1 : 0))
                .array();
    }
}
