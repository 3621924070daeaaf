package dev.lockstep.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateTest {

    private static final long SECOND = 1_000_000_000L;

    private final Rate rate = new Rate();

    @Test
    void looksAtTheLastTenSeconds() {
        double last = 0;
        for (int second = 0; second <= 20; second++) {
            last = rate.update(second * SECOND, second <= 10 ? second * 100L : 990 + second);
        }
        assertThat(last).isEqualTo(1.0);
    }

    @Test
    void beginsAgainWhenTheCountFalls() {
        rate.update(0, 500);
        rate.update(SECOND, 600);
        assertThat(rate.update(2 * SECOND, 0)).isZero();
        assertThat(rate.update(3 * SECOND, 40)).isEqualTo(40.0);
    }
}
