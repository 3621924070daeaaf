package dev.lockstep.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.check.CheckReport.Compared;
import dev.lockstep.cli.check.CheckReport.Step;
import dev.lockstep.cli.check.CheckReport.Times;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckReportTest {

    private static final Times TIMES = new Times(12_000, 1_500, 9_000, 6_000, 28_500);

    @Test
    void saysWhatWasCompared() {
        CheckReport report =
                new CheckReport(
                        true,
                        List.of(new Step("a row is inserted", 1)),
                        1,
                        3,
                        2,
                        List.of(new Compared("shop-cache", "after a replay", 5, 840, List.of())),
                        List.of(),
                        TIMES);
        assertThat(report.text())
                .contains(
                        "      1  a row is inserted\n",
                        "      1  changes made, 3 events received, 2 of them repeats\n",
                        "    840  rows of shop-cache equal the source's, after a replay\n",
                        "Passed: ",
                        "in all 28.5 s.");
    }

    @Test
    void namesTheRowsThatDiffer() {
        List<String> differences =
                IntStream.range(0, 30).mapToObj(id -> "MISSING orders " + id).toList();
        CheckReport report =
                new CheckReport(
                        false,
                        List.of(),
                        1,
                        1,
                        0,
                        List.of(new Compared("shop-search", "after a kill", 5, 10, differences)),
                        List.of("never arrived: c orders 1"),
                        TIMES);
        assertThat(report.text())
                .contains(
                        "FAILED, 31 differences:\n",
                        "  never arrived: c orders 1\n",
                        "  shop-search, after a kill: MISSING orders 0\n",
                        "  and 11 more; --output json has all\n")
                .doesNotContain("Passed");
    }
}
