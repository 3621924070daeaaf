package dev.lockstep.source.postgres.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.source.postgres.signal.Signal.Condition;
import dev.lockstep.source.postgres.signal.Signal.ExecuteSnapshot;
import dev.lockstep.source.postgres.signal.Signal.LogMessage;
import dev.lockstep.source.postgres.signal.Signal.PauseSnapshot;
import dev.lockstep.source.postgres.signal.Signal.ResumeSnapshot;
import dev.lockstep.source.postgres.signal.Signal.StopSnapshot;
import dev.lockstep.source.postgres.signal.SignalParser.MalformedSignalException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalParserTest {

    @Test
    void understandsARowOfTheSignalTable() throws Exception {
        assertThat(
                        SignalParser.parse(
                                "s1",
                                "execute-snapshot",
                                """
                                {"data-collections": ["public.a", "public\\\\.b.*"],
                                 "type": "INCREMENTAL",
                                 "additional-conditions":
                                   [{"data-collection": "public.a", "filter": "n > 5"}],
                                 "surrogate-key": "n"}
                                """))
                .isEqualTo(
                        new ExecuteSnapshot(
                                "s1",
                                List.of("public.a", "public\\.b.*"),
                                List.of(new Condition("public.a", "n > 5")),
                                "n",
                                false));
    }

    @Test
    void understandsARecordOfTheSignalTopic() throws Exception {
        assertThat(
                        SignalParser.parse(
                                "{\"id\":\"x\",\"type\":\"stop-snapshot\",\"data\":"
                                        + "{\"type\":\"incremental\","
                                        + "\"data-collections\":[\"public.a\"]}}"))
                .isEqualTo(new StopSnapshot("x", List.of("public.a")));
    }

    @Test
    void needsNoDataWhereNothingIsToBeSaid() throws Exception {
        assertThat(SignalParser.parse("1", "pause-snapshot", null))
                .isEqualTo(new PauseSnapshot("1"));
        assertThat(SignalParser.parse("{\"id\":\"2\",\"type\":\"resume-snapshot\"}"))
                .isEqualTo(new ResumeSnapshot("2"));
        assertThat(SignalParser.parse("3", "stop-snapshot", ""))
                .isEqualTo(new StopSnapshot("3", List.of()));
        assertThat(SignalParser.parse("4", "log", "{\"message\":\"hello\"}"))
                .isEqualTo(new LogMessage("4", "hello"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "explode           | {}",
                "execute-snapshot  | {}",
                "execute-snapshot  | {\"data-collections\":[]}",
                "execute-snapshot  | {\"data-collections\":\"public.a\"}",
                "execute-snapshot  | {\"data-collections\":[1]}",
                "execute-snapshot  | {\"data-collections\":[\"public.(\"]}",
                "execute-snapshot  | {\"data-collections\":[\"a\"],\"type\":\"quick\"}",
                "execute-snapshot  | {\"data-collections\":[\"a\"],\"additional-conditions\":[{}]}",
                "execute-snapshot  | [\"a\"]",
                "execute-snapshot  | {\"data-collections\"",
                "stop-snapshot     | {\"data-collections\":\"a\"}",
                "log               | {}"
            })
    void refusesWhatMakesNoSense(String type, String data) {
        assertThatThrownBy(() -> SignalParser.parse("id", type, data))
                .isInstanceOf(MalformedSignalException.class)
                .hasMessageNotContaining("public.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "[]", "{}", "{\"id\":1,\"type\":\"log\"}", "{\"id\":\"1\"}"})
    void refusesRecordsWithoutIdAndType(String record) {
        assertThatThrownBy(() -> SignalParser.parse(record))
                .isInstanceOf(MalformedSignalException.class);
    }
}
