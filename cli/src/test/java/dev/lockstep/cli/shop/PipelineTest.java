package dev.lockstep.cli.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.ConnectRest.Instance;
import dev.lockstep.embedded.ConnectRest.Status;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelineTest {

    @Test
    void aConnectorIsBackWhenItRuns() {
        assertThat(isBack("RUNNING", "RUNNING", "RUNNING")).isTrue();
        assertThat(isBack("RUNNING", "RUNNING", "UNASSIGNED")).isFalse();
        assertThat(isBack("RUNNING")).isFalse();
        assertThat(isBack("UNASSIGNED", "RUNNING")).isFalse();
        assertThat(isBack("RUNNING", "FAILED")).isFalse();
    }

    @Test
    void whatWasPausedOrStoppedIsBackAsItWas() {
        assertThat(isBack("PAUSED", "PAUSED", "PAUSED")).isTrue();
        assertThat(isBack("STOPPED")).isTrue();
        assertThat(isBack("PAUSED", "RUNNING")).isFalse();
    }

    private static boolean isBack(String connector, String... tasks) {
        return Pipeline.isBack(
                new Status(
                        new Instance(-1, connector, ""),
                        IntStream.range(0, tasks.length)
                                .mapToObj(task -> new Instance(task, tasks[task], ""))
                                .toList()));
    }
}
