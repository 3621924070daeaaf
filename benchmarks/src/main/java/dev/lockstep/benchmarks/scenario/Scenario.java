package dev.lockstep.benchmarks.scenario;

import dev.lockstep.benchmarks.measure.Contest;
import dev.lockstep.benchmarks.stage.Stage;

/** Something that is measured. */
public interface Scenario {

    /** As the command line names it. */
    String name();

    /** One sentence. */
    String measures();

    /** How much it measures. */
    Sizes sizes();

    /** Holds its sections; servers that only this scenario needs it starts and ends itself. */
    void run(Stage stage, Contest contest) throws Exception;
}
