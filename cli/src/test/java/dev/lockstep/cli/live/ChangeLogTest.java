package dev.lockstep.cli.live;

import static dev.lockstep.cli.shop.Received.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.live.ChangeLog.Progress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeLogTest {

    private static final String ORDERS = "shop.public.orders";
    private static final String LINES = "shop.public.order_lines";

    private final ChangeLog log = new ChangeLog(4);

    @Test
    void countsTheChangesThatATargetLacks() {
        log.add(event("c", ORDERS, 0, 0x100, 1));
        log.add(event("d", ORDERS, 1, 0x200, 1));
        // The tombstone of the delete has offset 2, and is no change.
        log.add(event("c", ORDERS, 3, 0x300, 1));
        log.add(event("c", LINES, 0, 0x300, 2));
        Progress progress = log.progress(Map.of(ORDERS, 3L, LINES, 0L));
        assertThat(progress.behind()).isEqualTo(2);
        assertThat(progress.waitingSince()).isEqualTo(1_000);
        assertThat(progress.last().words()).isEqualTo("DELETE orders 1");
    }

    @Test
    void knowsWhenATargetHasAll() {
        log.add(event("c", ORDERS, 0, 0x100, 1));
        Progress progress = log.progress(Map.of(ORDERS, 1L));
        assertThat(progress.behind()).isZero();
        assertThat(progress.waitingSince()).isZero();
        assertThat(progress.last()).isEqualTo(log.latest());
    }

    @Test
    void aTargetThatHasNothingLacksEverything() {
        log.add(event("c", ORDERS, 0, 0x100, 1));
        log.add(event("c", LINES, 0, 0x100, 2));
        assertThat(log.progress(Map.of()).behind()).isEqualTo(2);
        assertThat(log.progress(Map.of()).last()).isNull();
    }

    @Test
    void countsWhatItHasForgotten() {
        for (int offset = 0; offset < 10; offset++) {
            log.add(event("c", ORDERS, offset, 0x100 + offset, 1));
        }
        assertThat(log.progress(Map.of(ORDERS, 0L)).behind()).isEqualTo(10);
        assertThat(log.progress(Map.of(ORDERS, 6L)).behind()).isEqualTo(4);
        assertThat(log.progress(Map.of(ORDERS, 9L)).behind()).isEqualTo(1);
        assertThat(log.total()).isEqualTo(10);
    }

    @Test
    void theLatestChangeIsTheLatestInTheSourcesLog() {
        log.add(event("c", ORDERS, 0, 0x300, 1));
        log.add(event("u", LINES, 0, 0x200, 1));
        assertThat(log.latest().words()).isEqualTo("INSERT orders 1");
        assertThat(log.progress(Map.of(ORDERS, 0L, LINES, 1L)).last().words())
                .isEqualTo("UPDATE order_lines 1");
    }
}
