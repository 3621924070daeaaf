package dev.lockstep.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.cli.check.CheckStep.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckScriptTest {

    @Test
    void readsStatementsOverLinesAndExpectations() {
        List<CheckStep> steps =
                CheckScript.parse(
                        """
                        # a comment
                        == one step
                        a: INSERT INTO t
                           VALUES (1);
                        b: COMMIT;
                        > {"op": "c", "table": "t", "key": {"id": 1}, "after": {"id": 1}}
                        > 2..3 {"op": "d", "table": "t", "key": {"id": $n}}
                        """);
        assertThat(steps).hasSize(1);
        assertThat(steps.get(0).title()).isEqualTo("one step");
        assertThat(steps.get(0).commands())
                .containsExactly(
                        new Command("a", "INSERT INTO t VALUES (1)"), new Command("b", "COMMIT"));
        assertThat(steps.get(0).expected())
                .extracting(RowChange::row)
                .containsExactly("c t {id=1}", "d t {id=2}", "d t {id=3}");
    }

    @Test
    void coversEveryOperationOfARow() {
        assertThat(CheckScript.load())
                .flatExtracting(CheckStep::expected)
                .extracting(RowChange::op)
                .contains("c", "u", "d", "t");
    }

    @Test
    void rejectsALineThatIsNothing() {
        assertThatThrownBy(() -> CheckScript.parse("INSERT INTO t VALUES (1);"))
                .hasMessageContaining("Cannot read the line");
    }
}
