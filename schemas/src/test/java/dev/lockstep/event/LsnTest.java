package dev.lockstep.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTest {

    @Test
    void readsBothForms() {
        assertThat(Lsn.parse("0/16B3748")).isEqualTo(new Lsn(23_803_720));
        assertThat(Lsn.parse("0/016b3748")).isEqualTo(new Lsn(23_803_720));
        assertThat(Lsn.parse("23803720")).isEqualTo(new Lsn(23_803_720));
        assertThat(Lsn.parse("FFFFFFFF/FFFFFFFF")).isEqualTo(new Lsn(-1));
        assertThat(Lsn.parse("18446744073709551615")).isEqualTo(new Lsn(-1));
    }

    @Test
    void printsAsPostgresDoes() {
        assertThat(new Lsn(23_803_720)).hasToString("0/16B3748");
        assertThat(new Lsn(0x1_0000_0000L)).hasToString("1/0");
        assertThat(new Lsn(-1)).hasToString("FFFFFFFF/FFFFFFFF");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "0/",
                "/0",
                "0/G",
                "0/123456789",
                "1/2/3",
                "-1",
                "+1",
                " 1",
                "0x10",
                "16B3748",
                "18446744073709551616",
                "\u0661"
            })
    void rejectsEverythingElse(String text) {
        assertThatThrownBy(() -> Lsn.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Cannot parse the LSN '" + text + "'");
    }

    @Test
    void everyValueReadsBackAndOrdersUnsigned() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            Lsn a = new Lsn(random.nextLong());
            Lsn b = new Lsn(random.nextLong());
            assertThat(Lsn.parse(a.toString())).as("seed %d", seed).isEqualTo(a);
            assertThat(Integer.signum(a.compareTo(b)))
                    .as("seed %d", seed)
                    .isEqualTo(Long.compareUnsigned(a.value(), b.value()));
        }
    }
}
