package dev.lockstep.sink.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.json.JsonBytes;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IsoTextTest {

    private static final int ROUNDS = 20_000;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final JsonBytes out = new JsonBytes();

    @Test
    void everyDateReadsBack() {
        for (int i = 0; i < ROUNDS; i++) {
            long day = random.nextLong(-5_000_000, 5_000_000);
            out.clear();
            IsoText.date(day, out);
            assertThat(LocalDate.parse(Rows.text(out)).toEpochDay())
                    .as("seed %d", seed)
                    .isEqualTo(day);
        }
    }

    @Test
    void everyTimestampReadsBack() {
        for (int i = 0; i < ROUNDS; i++) {
            long second = random.nextLong(-90_000_000_000L, 400_000_000_000L);
            int nanos = nanos();
            out.clear();
            IsoText.timestamp(second, nanos, out);
            assertThat(LocalDateTime.parse(Rows.text(out)))
                    .as("seed %d", seed)
                    .isEqualTo(LocalDateTime.ofEpochSecond(second, nanos, ZoneOffset.UTC));
        }
    }

    @Test
    void everyTimeReadsBack() {
        for (int i = 0; i < ROUNDS; i++) {
            long nanos = random.nextLong(86_400) * 1_000_000_000 + nanos();
            out.clear();
            IsoText.time(nanos, out);
            assertThat(LocalTime.parse(Rows.text(out)).toNanoOfDay())
                    .as("seed %d", seed)
                    .isEqualTo(nanos);
        }
    }

    /** Of any number of digits. */
    private int nanos() {
        int unit = (int) Math.pow(10, random.nextInt(10));
        return random.nextInt(1_000_000_000) / unit * unit;
    }
}
