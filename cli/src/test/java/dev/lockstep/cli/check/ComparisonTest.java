package dev.lockstep.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final RowChange FIRST = insert(1, "a");
    private static final RowChange SECOND = insert(2, "b");
    private static final RowChange THIRD = insert(3, "c");
    private static final List<RowChange> EXPECTED = List.of(FIRST, SECOND, THIRD);

    @Test
    void findsNothingWhereEverythingArrivedInOrder() {
        assertThat(Comparison.differences(EXPECTED, List.copyOf(EXPECTED))).isEmpty();
    }

    @Test
    void findsAMissingChange() {
        assertThat(Comparison.differences(EXPECTED, List.of(FIRST, THIRD)))
                .containsExactly("never arrived: c t {id=2}");
    }

    @Test
    void findsADoubledChange() {
        assertThat(Comparison.differences(EXPECTED, List.of(FIRST, SECOND, SECOND, THIRD)))
                .containsExactly("arrived twice: c t {id=2}");
    }

    @Test
    void findsAReorderedChange() {
        assertThat(Comparison.differences(EXPECTED, List.of(SECOND, FIRST, THIRD)))
                .containsExactly(
                        "arrived too late: c t {id=1}, which was committed before c t {id=2}");
    }

    @Test
    void findsAChangeThatNobodyMade() {
        assertThat(Comparison.differences(EXPECTED, List.of(FIRST, SECOND, insert(9, "x"), THIRD)))
                .containsExactly("not expected: c t {id=9}");
    }

    @Test
    void namesTheColumnsOfAnAlteredChange() {
        assertThat(Comparison.differences(EXPECTED, List.of(FIRST, insert(2, "B"), THIRD)))
                .containsExactly("arrived altered: c t {id=2}, where after.name is B, not b");
    }

    @Test
    void tellsANullFromAnAbsentColumn() {
        RowChange wanted = insert(1, null);
        RowChange got =
                new RowChange("c", "t", Map.of("id", 1), Map.of(), Map.of("id", 1), List.of());
        assertThat(Comparison.differences(List.of(wanted), List.of(got)))
                .containsExactly(
                        "arrived altered: c t {id=1}, where after.name is absent, not null");
    }

    @Test
    void findsOneOfTwoEqualChangesMissing() {
        assertThat(Comparison.differences(List.of(FIRST, FIRST), List.of(FIRST)))
                .containsExactly("never arrived: c t {id=1}");
    }

    @Test
    void findsEverythingMissing() {
        assertThat(Comparison.differences(EXPECTED, List.of())).hasSize(EXPECTED.size());
    }

    @Test
    void findsEveryAdjacentSwapOfALongList() {
        List<RowChange> expected = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            expected.add(insert(i, "row"));
        }
        for (int i = 1; i < expected.size(); i++) {
            List<RowChange> actual = new ArrayList<>(expected);
            Collections.swap(actual, i - 1, i);
            assertThat(Comparison.differences(expected, actual)).hasSize(1);
        }
    }

    private static RowChange insert(int id, String name) {
        Map<String, Object> after = new LinkedHashMap<>();
        after.put("id", id);
        after.put("name", name);
        return new RowChange("c", "t", Map.of("id", id), Map.of(), after, List.of());
    }
}
