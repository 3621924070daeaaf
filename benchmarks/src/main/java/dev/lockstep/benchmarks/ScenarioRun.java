package dev.lockstep.benchmarks;

import dev.lockstep.benchmarks.measure.Contest;
import dev.lockstep.benchmarks.measure.Result;
import dev.lockstep.benchmarks.measure.Settings;
import dev.lockstep.benchmarks.scenario.Scenario;
import dev.lockstep.benchmarks.stage.Stage;
import dev.lockstep.benchmarks.stage.StageOptions;
import dev.lockstep.benchmarks.stage.Versions;
import java.io.PrintWriter;

/**
 * A run of one scenario.
 *
 * @param progress is told each round
 */
record ScenarioRun(Scenario scenario, Settings settings, PrintWriter progress) {

    /** Runs it on servers of its own. */
    Result onOwnStage(StageOptions options) throws Exception {
        try (Stage stage = Stage.start(options)) {
            return on(stage);
        }
    }

    /** Runs it on servers that run already. */
    Result on(Stage stage) throws Exception {
        Contest contest = new Contest(settings, progress);
        Versions.of(stage).forEach(contest::version);
        scenario.run(stage, contest);
        return contest.result(scenario.name(), scenario.measures());
    }
}
