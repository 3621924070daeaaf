package dev.lockstep.source.postgres.pgoutput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Delete;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Insert;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Update;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever the bytes, decoding ends in a message or a {@link MalformedMessageException}, stays
 * inside the frame and allocates in proportion to it.
 *
 * <p>{@code -Dpgoutput.fuzz.seed} repeats a run, {@code -Dpgoutput.fuzz.frames} sets its length.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DecoderPropertyTest {

    private static final int FRAMES = Integer.getInteger("pgoutput.fuzz.frames", 1_500_000);

    /** The worst are relations: ten bytes on the wire become a column, a string and its bytes. */
    private static final int ALLOCATED_PER_BYTE = 16;

    /** Enough for an exception with its text and stack trace, too little for a made-up count. */
    private static final int ALLOCATED_PER_FRAME = 16 * 1024;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int[] EXTREMES = {
        Integer.MAX_VALUE, Integer.MAX_VALUE - 4, Integer.MIN_VALUE, -1, 0, 0x7fff, 0x7fff_7fff, 255
    };

    private final long seed = Long.getLong("pgoutput.fuzz.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final RandomFrames valid = new RandomFrames(random);

    @Test
    void endsInAMessageOrAMalformedMessageException() {
        System.out.println("DecoderPropertyTest: -Dpgoutput.fuzz.seed=" + seed);
        int decoded = 0;
        for (int i = 0; i < FRAMES; i++) {
            decoded += decodesOneOf(i % 6) ? 1 : 0;
        }
        // Both ends are reached often, else the property says little.
        assertThat(decoded).isBetween(FRAMES / 6, FRAMES * 5 / 6);
    }

    private boolean decodesOneOf(int kind) {
        byte[] frame = valid.next();
        return switch (kind) {
            case 0 -> expect(true, frame, 0, frame.length);
            // The rest of the message lies behind the end: reading past it would go unpunished.
            case 1 -> expect(false, frame, 0, random.nextInt(frame.length));
            case 2 -> expect(false, extended(frame), 0, frame.length + 1 + random.nextInt(8));
            case 3 -> decodes(mutated(frame), 0, frame.length);
            case 4 -> decodesRandom(frame);
            default -> decodesAsReplicationFrame(frame);
        };
    }

    private boolean expect(boolean decodes, byte[] buffer, int offset, int length) {
        if (decodes(buffer, offset, length) != decodes) {
            fail("%s, but should not: %s", decodes ? "Refused" : "Decoded", text(buffer));
        }
        return decodes;
    }

    private boolean decodesRandom(byte[] typed) {
        byte[] frame = new byte[random.nextInt(64)];
        random.nextBytes(frame);
        if (frame.length > 0 && random.nextInt(4) > 0) {
            frame[0] = typed[0];
        }
        int offset = random.nextInt(frame.length + 1);
        return decodes(frame, offset, frame.length - offset);
    }

    private static byte[] extended(byte[] frame) {
        return new FrameWriter().raw(frame).raw(frame).raw(new byte[8]).toBytes();
    }

    private byte[] mutated(byte[] frame) {
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(frame.length);
            if (random.nextBoolean() && frame.length - at >= Integer.BYTES) {
                int extreme = EXTREMES[random.nextInt(EXTREMES.length)];
                System.arraycopy(new FrameWriter().int32(extreme).toBytes(), 0, frame, at, 4);
            } else {
                frame[at] = (byte) random.nextInt();
            }
        }
        return frame;
    }

    private boolean decodes(byte[] buffer, int offset, int length) {
        long allocated = attempt(buffer, offset, length);
        // A first failure of its kind also links the code that words it; that does not repeat.
        if (Math.abs(allocated) > bound(length)) {
            allocated = attempt(buffer, offset, length);
        }
        if (Math.abs(allocated) > bound(length)) {
            fail("%d bytes allocated for %d: %s", allocated, length, text(buffer));
        }
        return allocated > 0;
    }

    private static long bound(int length) {
        return ALLOCATED_PER_FRAME + (long) ALLOCATED_PER_BYTE * length;
    }

    /** The bytes allocated, negative if the message was refused. */
    private long attempt(byte[] buffer, int offset, int length) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            PgOutputMessage message = PgOutputDecoder.decode(buffer, offset, length);
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            checkTuples(message, offset, offset + length);
            return allocated;
        } catch (MalformedMessageException e) {
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            checkRefusal(e, length);
            return -allocated;
        } catch (RuntimeException e) {
            throw new AssertionError(text(buffer), e);
        }
    }

    private boolean decodesAsReplicationFrame(byte[] frame) {
        switch (random.nextInt(4)) {
            case 0 -> frame[0] = 'k';
            case 1, 2 -> frame[0] = 'w';
            default -> {}
        }
        try {
            return ReplicationFrame.decode(frame, 0, frame.length) != null;
        } catch (MalformedMessageException e) {
            checkRefusal(e, frame.length);
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError(text(frame), e);
        }
    }

    private static void checkRefusal(MalformedMessageException e, int length) {
        boolean sane = e.offset() >= 0 && e.offset() <= length;
        if (!sane || e.getMessage().contains(RandomFrames.SECRET)) {
            throw new AssertionError("Not fit to be shown, or at no place in " + length, e);
        }
    }

    private void checkTuples(PgOutputMessage message, int from, int to) {
        if (message instanceof Insert insert) {
            checkTuple(insert.after(), from, to);
        } else if (message instanceof Update update) {
            checkTuple(update.key(), from, to);
            checkTuple(update.old(), from, to);
            checkTuple(update.after(), from, to);
        } else if (message instanceof Delete delete) {
            checkTuple(delete.key(), from, to);
            checkTuple(delete.old(), from, to);
        }
    }

    private void checkTuple(Tuple tuple, int from, int to) {
        for (int i = 0; tuple != null && i < tuple.size(); i++) {
            int length = tuple.length(i);
            boolean inside =
                    length < 0 || (tuple.offset(i) >= from && tuple.offset(i) + length <= to);
            if (!inside || !tuple.sameBytes(i, tuple, i)) {
                fail("Column %d lies outside its frame: %s", i, text(tuple.buffer()));
            }
        }
    }

    private String text(byte[] frame) {
        return HexFormat.of().formatHex(frame) + " (seed " + seed + ")";
    }
}
