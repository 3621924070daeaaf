package dev.lockstep.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.cli.shop.ConnectorFile;
import dev.lockstep.cli.shop.Target;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandsTest {

    private static final List<Target> TARGETS = List.of(target("replica"), target("cache"));

    private final List<String> done = new ArrayList<>();
    private final Set<String> paused = new HashSet<>();
    private final Operations operations = new Operations(Runnable::run);
    private final Commands commands =
            new Commands(
                    TARGETS, target -> paused.contains(target.name()), new Noted(), operations);

    @Test
    void aNumberPausesATargetOrLetsItGoOn() {
        paused.add("cache");
        type("123");
        assertThat(done).containsExactly("pause replica", "resume cache");
        assertThat(operations.line()).startsWith("cache goes on (");
    }

    @Test
    void replaysTheTargetThatIsNamedNext() {
        commands.typed('r');
        assertThat(commands.help()).startsWith("Replay");
        type("2");
        assertThat(done).containsExactly("replay cache");
    }

    @Test
    void replaysAll() {
        type("ra");
        assertThat(done).containsExactly("replay replica", "replay cache");
    }

    @Test
    void anyOtherKeyTakesTheReplayBack() {
        type("rra");
        assertThat(done).isEmpty();
        type("rx1");
        assertThat(done).containsExactly("pause replica");
    }

    @Test
    void killsTheWorkerAndQuits() {
        commands.typed('K');
        assertThat(commands.quit()).isFalse();
        type("q");
        assertThat(commands.quit()).isTrue();
        assertThat(done).containsExactly("kill");
    }

    @Test
    void saysWhatCannotBeDone() {
        done.add("broken");
        type("k");
        assertThat(operations.line()).isEqualTo("Cannot start it");
    }

    private void type(String keys) {
        keys.chars().forEach(key -> commands.typed((char) key));
    }

    private static Target target(String name) {
        return new Target(name, new ConnectorFile(name, Map.of()));
    }

    private final class Noted implements Commands.Actions {

        @Override
        public void pause(Target target) {
            done.add("pause " + target.name());
        }

        @Override
        public void resume(Target target) {
            done.add("resume " + target.name());
        }

        @Override
        public void replay(Target target) {
            done.add("replay " + target.name());
        }

        @Override
        public void restartWorker() {
            if (done.contains("broken")) {
                throw new IllegalStateException("Cannot start it\nbecause of that");
            }
            done.add("kill");
        }
    }
}
