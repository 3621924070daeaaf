package dev.lockstep.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusLineTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void countsTheEventsOfTheLastTenSeconds() {
        StatusLine status = new StatusLine(0);
        for (int second = 0; second < 20; second++) {
            for (int i = 0; i < 30; i++) {
                status.received(second * SECOND, second < 5 ? 900_000 : 2_000 + i * 100);
            }
        }
        assertThat(status.render(19 * SECOND + SECOND / 2, 7))
                .isEqualTo(
                        "0:19  7 transactions, 600 events, 30.0 events/s, commit to consumer:"
                                + " median 3.5 ms, worst 4.9 ms");
    }

    @Test
    void showsNoLagWithoutEvents() {
        assertThat(new StatusLine(0).render(65 * SECOND, 0))
                .isEqualTo(
                        "1:05  0 transactions, 0 events, 0.0 events/s, commit to consumer:"
                                + " median -, worst -");
    }
}
