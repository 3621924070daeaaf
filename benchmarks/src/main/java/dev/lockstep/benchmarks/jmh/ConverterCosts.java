package dev.lockstep.benchmarks.jmh;

import dev.lockstep.benchmarks.measure.Figure;
import dev.lockstep.benchmarks.measure.Round;
import java.nio.file.Path;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What one record costs in a converter, measured in a process of its own. */
public final class ConverterCosts {

    private static final String ALLOCATION = "gc.alloc.rate.norm";
    private static final int ITERATIONS = 3;

    private ConverterCosts() {}

    /** Of an event to JSON without schemas, as source connectors usually write it. */
    public static Round writing(Path plugins, String converter) throws RunnerException {
        return measure(plugins, converter, "write", false);
    }

    /** Of an event from JSON with schemas, as sinks usually read it. */
    public static Round reading(Path plugins, String converter) throws RunnerException {
        return measure(plugins, converter, "read", true);
    }

    private static Round measure(Path plugins, String converter, String way, boolean schemas)
            throws RunnerException {
        RunResult result =
                new Runner(
                                new OptionsBuilder()
                                        .include(ConvertedRecord.class.getName() + "." + way + "$")
                                        .param("converter", converter)
                                        .param("schemas", Boolean.toString(schemas))
                                        .addProfiler(GCProfiler.class)
                                        .jvmArgsAppend(
                                                "-Xmx512m",
                                                "-D"
                                                        + ConvertedRecord.PLUGINS
                                                        + "="
                                                        + plugins.toAbsolutePath())
                                        .forks(1)
                                        .warmupIterations(ITERATIONS)
                                        .warmupTime(TimeValue.seconds(1))
                                        .measurementIterations(ITERATIONS)
                                        .measurementTime(TimeValue.seconds(1))
                                        .shouldFailOnError(true)
                                        .verbosity(VerboseMode.SILENT)
                                        .build())
                        .runSingle();
        return Round.of(Figure.NANOS, result.getPrimaryResult().getScore())
                .with(Figure.ALLOCATED, result.getSecondaryResults().get(ALLOCATION).getScore());
    }
}
