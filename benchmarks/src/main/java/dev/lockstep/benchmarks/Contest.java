package dev.lockstep.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Rounds in which contenders are measured in turn, and the options that all benchmarks have. */
final class Contest {

    @Option(names = "--rounds", defaultValue = "3", description = "Measured rounds.")
    private int rounds;

    @Option(names = "--jvm-option", description = "Passed to the workers.")
    private List<String> jvmOptions = List.of();

    @Option(names = "--plugins", required = true, description = "Folder of unpacked archives.")
    private Path plugins;

    /** Measures one contender once. */
    interface Turn<C extends Named> {
        Run take(C contender, int round) throws Exception;
    }

    /** Starts the servers to measure on. */
    Stage stage(String sharedBuffers) throws Exception {
        return Stage.start(sharedBuffers, plugins, jvmOptions);
    }

    /** Measures the contenders in turn, and compares each with the last. */
    <C extends Named> void hold(List<C> contenders, Turn<C> turn) throws Exception {
        hold(contenders, List.of(contenders.get(contenders.size() - 1).name()), turn);
    }

    /**
     * Measures the contenders in turn, as often as asked for, and prints what came of it.
     *
     * @param yardsticks those that the others are compared with
     */
    <C extends Named> void hold(List<C> contenders, List<String> yardsticks, Turn<C> turn)
            throws Exception {
        List<List<Run>> runs = new ArrayList<>();
        contenders.forEach(contender -> runs.add(new ArrayList<>()));
        for (int round = 1; round <= rounds; round++) {
            for (int i = 0; i < contenders.size(); i++) {
                Run run = turn.take(contenders.get(i), round);
                runs.get(i).add(run);
                run.print(round, contenders.get(i));
            }
        }
        Run.summary(contenders, runs, yardsticks);
    }
}
