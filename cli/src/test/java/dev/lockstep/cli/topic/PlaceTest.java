package dev.lockstep.cli.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.event.Lsn;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

class PlaceTest {

    private final Place.Converter converter = new Place.Converter();

    @Test
    void isReadInAnyForm() {
        assertThat(converter.convert("beginning")).isEqualTo(new Place.Beginning());
        assertThat(converter.convert("now")).isEqualTo(new Place.Now());
        assertThat(converter.convert("1/A0")).isEqualTo(new Place.AtLsn(new Lsn(0x1000000A0L)));
        assertThat(converter.convert("23803720")).isEqualTo(new Place.AtLsn(new Lsn(23803720)));
        assertThat(converter.convert("2026-03-01T12:00:00+01:00"))
                .isEqualTo(new Place.AtTime(Instant.parse("2026-03-01T11:00:00Z")));
        assertThat(converter.convert("2026-03-01T12:00")).isInstanceOf(Place.AtTime.class);
    }

    @Test
    void saysWhichFormsThereAre() {
        assertThatThrownBy(() -> converter.convert("yesterday"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'yesterday' is not a place: write beginning, now");
    }
}
