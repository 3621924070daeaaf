package dev.lockstep.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PositionTest {

    private static final long MAX_LSN = (1L << 51) - 8;

    @Test
    void followsTheCommitOrder() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            long lsn = random.nextLong(MAX_LSN - 8) & ~7L;
            long ordinal = random.nextLong(1L << random.nextInt(1, 40));
            long position = Position.pack(lsn, ordinal);
            assertThat(position).as("seed %d", seed).isNotNegative();
            assertThat(Position.pack(lsn, ordinal + 1))
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(position);
            assertThat(Position.pack(lsn + 8, random.nextLong(100)))
                    .as("seed %d", seed)
                    .isGreaterThan(position);
        }
    }

    @Test
    void unpacksToWhatWasPacked() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            Lsn lsn = new Lsn(random.nextLong(MAX_LSN) & ~7L);
            long ordinal = random.nextLong(Position.MAX_ORDINAL + 1);
            Position position = Position.of(lsn, ordinal);
            assertThat(position.commitLsn()).as("seed %d", seed).isEqualTo(lsn);
            assertThat(position.ordinal()).as("seed %d", seed).isEqualTo(ordinal);
        }
    }

    @Test
    void keepsEqualThePositionsPastTheLastOrdinal() {
        assertThat(Position.pack(8, 32_767)).isEqualTo(Position.pack(8, 1_000_000));
        assertThat(Position.pack(8, 32_766)).isLessThan(Position.pack(8, 32_767));
        assertThat(Position.pack(16, 0)).isGreaterThan(Position.pack(8, Long.MAX_VALUE));
    }

    @Test
    void reachesTwoPebibytesOfLog() {
        assertThat(Position.pack(MAX_LSN, 32_767)).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> Position.pack(MAX_LSN + 8, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("commit LSN 80000/0");
    }

    @Test
    void rejectsWhatIsNoPlace() {
        assertThatThrownBy(() -> Position.pack(-8, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Position.pack(8, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Position(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
