package dev.lockstep.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.live.Equality;
import dev.lockstep.cli.verify.TableResult;
import dev.lockstep.event.Lsn;
import java.util.List;
import org.junit.jupiter.api.Test;

class EqualityWatchTest {

    @Test
    void addsUpTheTables() {
        assertThat(EqualityWatch.equality(List.of(table(3, 0, false), table(4, 2, false))))
                .isEqualTo(new Equality(7, 7, 0, 2, false, "0/20", null));
    }

    @Test
    void aTableThatWasNotComparedToTheEndKeepsAllFromBeingEqual() {
        assertThat(EqualityWatch.equality(List.of(table(3, 0, true), table(4, 0, false))).more())
                .isTrue();
    }

    private static TableResult table(long rows, long undecided, boolean more) {
        return new TableResult(
                "public.orders",
                "orders",
                new Lsn(0x20),
                rows,
                rows,
                List.of(),
                more,
                undecided,
                List.of(),
                null);
    }
}
