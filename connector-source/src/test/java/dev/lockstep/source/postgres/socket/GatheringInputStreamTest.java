package dev.lockstep.source.postgres.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GatheringInputStreamTest {

    /** A socket's stream that gives one scripted piece per call; null times out. */
    private static final class Pieces extends InputStream {

        private final Deque<byte[]> pieces = new ArrayDeque<>();
        private int timeouts;
        private int calls;

        Pieces add(byte... piece) {
            pieces.add(piece);
            return this;
        }

        Pieces thenTimeout() {
            timeouts++;
            return this;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("reads in pieces");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            calls++;
            if (pieces.isEmpty()) {
                if (timeouts-- > 0) {
                    throw new SocketTimeoutException("Read timed out");
                }
                return -1;
            }
            byte[] piece = pieces.removeFirst();
            System.arraycopy(piece, 0, target, offset, piece.length);
            return piece.length;
        }
    }

    @Test
    void givesTheBytesOfAllPiecesInOrderWhateverTheReadersSizes() throws IOException {
        long seed = Long.getLong("lockstep.seed", System.nanoTime());
        System.out.println("GatheringInputStreamTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        byte[] bytes = new byte[200_000];
        random.nextBytes(bytes);
        Pieces pieces = new Pieces();
        for (int from = 0; from < bytes.length; ) {
            int to = Math.min(bytes.length, from + 1 + random.nextInt(1_000));
            pieces.add(java.util.Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
        GatheringInputStream in = new GatheringInputStream(pieces);
        byte[] got = new byte[bytes.length];
        for (int at = 0; at < got.length; ) {
            if (random.nextInt(4) == 0) {
                got[at++] = (byte) in.read();
            } else {
                at += in.read(got, at, Math.min(got.length - at, 1 + random.nextInt(300)));
            }
        }
        assertThat(got).isEqualTo(bytes);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.read(got, 0, 1)).isEqualTo(-1);
    }

    @Test
    void doesNotAskTheSocketWhileItHasBytes() throws IOException {
        Pieces pieces = new Pieces().add(new byte[] {1, 2, 3}).add(new byte[] {4});
        GatheringInputStream in = new GatheringInputStream(pieces);
        assertThat(in.read()).isEqualTo(1);
        assertThat(in.available()).isEqualTo(2);
        assertThat(in.read(new byte[10], 0, 10)).isEqualTo(2);
        assertThat(pieces.calls).isEqualTo(1);
    }

    @Test
    void passesATimeoutOnAndGoesOnAfterIt() throws IOException {
        Pieces pieces = new Pieces().thenTimeout();
        GatheringInputStream in = new GatheringInputStream(pieces);
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        pieces.add((byte) 7);
        assertThat(in.read()).isEqualTo(7);
    }

    @Test
    void readsNothingForALengthOfZero() throws IOException {
        assertThat(
                        new GatheringInputStream(new ByteArrayInputStream(new byte[1]))
                                .read(new byte[0], 0, 0))
                .isZero();
    }
}
