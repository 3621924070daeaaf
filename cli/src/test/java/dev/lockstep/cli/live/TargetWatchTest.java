package dev.lockstep.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.live.TargetWatch.Known;
import dev.lockstep.embedded.ConnectRest.Instance;
import dev.lockstep.embedded.ConnectRest.Status;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TargetWatchTest {

    @Test
    void tellsTheStateThatIsLeastAsItShouldBe() {
        assertThat(state("RUNNING", "RUNNING", "RUNNING")).isEqualTo(TargetWatch.RUNNING);
        assertThat(state("RUNNING", "RUNNING", "FAILED")).isEqualTo("failed");
        assertThat(state("PAUSED", "PAUSED", "FAILED")).isEqualTo("failed");
        assertThat(state("PAUSED", "PAUSED")).isEqualTo(TargetWatch.PAUSED);
        assertThat(state("RUNNING", "UNASSIGNED")).isEqualTo("unassigned");
        assertThat(state("STOPPED")).isEqualTo("stopped");
        assertThat(state("RUNNING")).isEqualTo("starting");
    }

    @Test
    void countsHowOftenAStateChanges() {
        Known running = Known.NOTHING.then(TargetWatch.RUNNING);
        assertThat(running.then(TargetWatch.RUNNING)).isEqualTo(running);
        assertThat(running.then(TargetWatch.PAUSED).then(TargetWatch.RUNNING).changes())
                .isEqualTo(running.changes() + 2);
    }

    private static String state(String connector, String... tasks) {
        return TargetWatch.state(
                new Status(
                        new Instance(-1, connector, ""),
                        IntStream.range(0, tasks.length)
                                .mapToObj(task -> new Instance(task, tasks[task], ""))
                                .toList()));
    }
}
