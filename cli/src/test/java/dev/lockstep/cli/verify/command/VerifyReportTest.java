package dev.lockstep.cli.verify.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.verify.RowDifference;
import dev.lockstep.cli.verify.RowDifference.Kind;
import dev.lockstep.cli.verify.TableResult;
import dev.lockstep.event.Lsn;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerifyReportTest {

    private static final RowDifference MISSING =
            new RowDifference(Kind.MISSING, Map.of("id", "1"), List.of(), List.of(), "", null);

    @Test
    void rowsThatAreUndecidedAfterARepairAreNotRepaired() {
        List<TableResult> before = List.of(result(3, false, 2));
        assertThat(VerifyReport.repaired(before, List.of(result(0, false, 5)))).isZero();
        assertThat(VerifyReport.repaired(before, List.of(result(1, false, 2)))).isEqualTo(2);
    }

    @Test
    void aTableThatWasNotComparedToItsEndIsAFailureWithALine() {
        VerifyReport report =
                new VerifyReport("shop", "cache", "", List.of(result(0, true, 0)), null);
        assertThat(report.equal()).isFalse();
        assertThat(report.failures())
                .singleElement()
                .asString()
                .startsWith("Cannot compare all rows of public.item")
                .endsWith("Raise --max-differences.");
        assertThat(new VerifyText(report).toString()).contains("not compared in full");
    }

    @Test
    void differencesAreNoFailureOfTheCommand() {
        VerifyReport report =
                new VerifyReport("shop", "cache", "", List.of(result(2, true, 0)), null);
        assertThat(report.failures()).isEmpty();
        assertThat(new VerifyText(report).toString()).contains("2 or more differ");
    }

    private static TableResult result(int differences, boolean more, long undecided) {
        return new TableResult(
                "public.item",
                "item",
                new Lsn(1),
                10,
                10,
                Collections.nCopies(differences, MISSING),
                more,
                undecided,
                List.of(),
                null);
    }
}
