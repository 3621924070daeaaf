package dev.lockstep.source.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.config.BinaryMode;
import dev.lockstep.source.postgres.config.HstoreMode;
import dev.lockstep.source.postgres.config.IntervalMode;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalTypesTest {

    private final Readers numeric = Readers.defaults();
    private final Readers string =
            Readers.with(BinaryMode.BYTES, HstoreMode.JSON, IntervalMode.STRING);

    @Test
    void namesItsSchemas() {
        assertThat(numeric.required("interval").schema())
                .isEqualTo(
                        Readers.semantic(SchemaBuilder.int64(), "io.debezium.time.MicroDuration")
                                .build());
        assertThat(string.required("interval").schema())
                .isEqualTo(
                        Readers.semantic(SchemaBuilder.string(), "io.debezium.time.Interval")
                                .build());
    }

    @ParameterizedTest
    @CsvSource({
        "01:00:00, 3600000000",
        "-00:00:01.5, -1500000",
        "00:00:04.35, 4350000",
        "00:00:00, 0",
        "2562047788:00:54.775807, 9223372036854775807"
    })
    void countsHoursAndBelowExactly(String text, long micros) {
        assertThat(Readers.read(numeric, "interval", text)).isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource({
        "1 day, 86400000000",
        "1 mon, 2629800000000",
        "1 mon -1 days +00:00:00.000001, 2543400000001",
        "-1 years -2 mons +3 days -04:05:06.5, -36572706500000",
        "178000000 years, 9223372036854775807",
        "-178000000 years, -9223372036854775808"
    })
    void saysThatDaysAndMonthsHaveNoFixedLength(String text, long nearest) {
        assertThat(Readers.read(numeric, "interval", text)).isEqualTo(new Inexact(nearest, text));
    }

    @ParameterizedTest
    @CsvSource({
        "1 year 2 mons 3 days 04:05:06.789, P1Y2M3DT4H5M6.789S",
        "-1 years -2 mons +3 days -04:05:06.5, P-1Y-2M3DT-4H-5M-6.5S",
        "00:00:00, P0Y0M0DT0H0M0S",
        "-00:01:00.5, P0Y0M0DT0H-1M-0.5S",
        "00:00:00.000001, P0Y0M0DT0H0M0.000001S",
        "00:00:10.1, P0Y0M0DT0H0M10.1S",
        "2562047788:00:00, P0Y0M0DT2562047788H0M0S"
    })
    void givesAnIsoDuration(String text, String expected) {
        assertThat(Readers.read(string, "interval", text)).isEqualTo(expected);
    }

    @Test
    void saysThatInfinityIsNoDuration() {
        assertThat(Readers.read(numeric, "interval", "infinity"))
                .isEqualTo(new Inexact(null, "infinity"));
        assertThat(Readers.read(string.required("interval"), "-infinity"))
                .isEqualTo(new Inexact("P0Y0M0DT0H0M0S", "-infinity"));
    }

    @Test
    void countsRandomTimesExactly() {
        SplittableRandom random = new SplittableRandom(6);
        ColumnReader reader = numeric.optional("interval");
        for (int i = 0; i < 20_000; i++) {
            long hours = random.nextLong(1_000_000);
            int minutes = random.nextInt(60);
            int seconds = random.nextInt(60);
            int micros = random.nextInt(1_000_000);
            boolean negative = random.nextBoolean();
            String text =
                    String.format(
                            Locale.ROOT,
                            "%s%02d:%02d:%02d.%06d",
                            negative ? "-" : "",
                            hours,
                            minutes,
                            seconds,
                            micros);
            long expected = ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + micros;
            assertThat(Readers.read(reader, text)).isEqualTo(negative ? -expected : expected);
        }
    }
}
