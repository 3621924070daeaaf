package dev.lockstep.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.event.Lsn;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "4096,4096",
        "7b,7",
        "1k,1024",
        "64MB,67108864",
        "1 GiB,1073741824",
        "2t,2199023255552"
    })
    void readsSizesInUnitsOf1024(String text, long bytes) {
        assertThat(new ByteSizeConverter().convert(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5GB", "many", "GB", "999999999999t"})
    void rejectsWhatIsNoSize(String text) {
        assertThatThrownBy(() -> new ByteSizeConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void readsDays() throws Exception {
        assertThat(new DurationConverter().convert("2d")).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void readsPlacesInTheLog() throws Exception {
        assertThat(new LsnConverter().convert("0/16B3748")).isEqualTo(new Lsn(0x16B3748));
        assertThatThrownBy(() -> new LsnConverter().convert("here"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("0/16B3748");
    }
}
