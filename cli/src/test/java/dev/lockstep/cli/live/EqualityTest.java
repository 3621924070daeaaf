package dev.lockstep.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EqualityTest {

    @Test
    void saysWhetherATargetEqualsTheSource() {
        assertThat(found(0, 0).words()).isEqualTo("= source");
        assertThat(found(0, 0).isEqual()).isTrue();
        assertThat(found(1, 2).words()).isEqualTo("DIFFERS in 1 row");
        assertThat(found(0, 12).words()).isEqualTo("waits for 12 rows");
        assertThat(found(0, 12).isEqual()).isFalse();
        assertThat(Equality.failed("Cannot connect").words())
                .isEqualTo("cannot be compared: Cannot connect");
    }

    @Test
    void whatWasNotComparedToTheEndIsNotEqual() {
        assertThat(unfinished(0, 0).isEqual()).isFalse();
        assertThat(unfinished(0, 0).words()).isEqualTo("waits for many rows");
        assertThat(unfinished(1, 0).words()).isEqualTo("DIFFERS in 1 row and more");
        assertThat(unfinished(0, 1000).words()).isEqualTo("waits for 1000 rows and more");
    }

    private static Equality found(long differences, long waiting) {
        return new Equality(100, 100, differences, waiting, false, "0/19B2F40", null);
    }

    private static Equality unfinished(long differences, long waiting) {
        return new Equality(100, 100, differences, waiting, true, "0/19B2F40", null);
    }
}
