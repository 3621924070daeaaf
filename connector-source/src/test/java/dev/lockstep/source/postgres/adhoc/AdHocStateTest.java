package dev.lockstep.source.postgres.adhoc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.source.postgres.signal.Signal.Condition;
import dev.lockstep.source.postgres.signal.Signal.ExecuteSnapshot;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdHocStateTest {

    private static final ExecuteSnapshot ASKED =
            new ExecuteSnapshot(
                    "s\"1",
                    List.of("public\\.item", "b.*"),
                    List.of(new Condition("public\\.item", "name = 'a\nb'")),
                    "n",
                    false);
    private static final TableName ITEM = new TableName("public", "it\"em.x");
    private static final TableName OTHER = new TableName("b", "other");

    @Test
    void readsWhatItWrites() {
        AdHocState state =
                new AdHocState(
                        17,
                        true,
                        List.of(
                                new Request(ASKED, List.of(ITEM, OTHER)),
                                new Request(
                                        new ExecuteSnapshot(
                                                "2", List.of("c"), List.of(), null, true),
                                        null)),
                        new TableProgress(
                                List.of("n", "ctid"),
                                List.of("5", "(0,1)"),
                                List.of("9", "(7,7)"),
                                12));
        assertThat(AdHocState.parse(state.text())).isEqualTo(state);
        assertThat(state.text()).doesNotContain("\n");
    }

    @Test
    void readsAStateWithoutRequests() {
        AdHocState state = AdHocState.NOTHING.withNextSignal(3);
        assertThat(state.text()).isEqualTo("{\"next_signal\":3}");
        assertThat(AdHocState.parse(state.text())).isEqualTo(state);
    }

    @Test
    void goesFromTableToTableToRequest() {
        TableProgress progress = new TableProgress(List.of("id"), null, List.of("1"), 0);
        Request last = new Request(ASKED, null);
        AdHocState state =
                new AdHocState(
                        -1,
                        false,
                        List.of(new Request(ASKED, List.of(ITEM, OTHER)), last),
                        progress);
        AdHocState second = state.withoutTable();
        assertThat(second.current().tables()).containsExactly(OTHER);
        assertThat(second.progress()).isNull();
        assertThat(second.withoutTable().requests()).containsExactly(last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"requests\":1}", "{\"max\":[1]}", "{\"requests\":[[]]}"})
    void refusesWhatItHasNotWritten(String text) {
        assertThatThrownBy(() -> AdHocState.parse(text))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("incremental_snapshot");
    }
}
