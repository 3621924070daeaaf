package dev.lockstep.benchmarks.jmh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures every transform and prints each beside its peer. */
@Command(
        name = "TransformCosts",
        mixinStandardHelpOptions = true,
        description = "Measures what a record costs in each transform, beside its peer.")
public final class TransformCosts implements Callable<Integer> {

    private static final String ALLOCATION = "gc.alloc.rate.norm";

    @Option(
            names = "--built",
            defaultValue = "benchmarks/target",
            description = "The folder that the build of benchmarks fills.")
    private Path built;

    @Option(names = "--only", split = ",", description = "Subjects to measure, with their peers.")
    private List<String> only = List.of();

    @Option(names = "--seconds", defaultValue = "1", description = "Of one iteration.")
    private int seconds;

    @Option(names = "--forks", defaultValue = "2", description = "Processes per subject.")
    private int forks;

    private record Cost(double nanos, double bytes) {}

    private TransformCosts() {}

    public static void main(String... args) {
        System.exit(new CommandLine(new TransformCosts()).execute(args));
    }

    @Override
    public Integer call() throws RunnerException {
        Map<Subject, Cost> costs = new EnumMap<>(Subject.class);
        for (RunResult result : new Runner(options()).run()) {
            Subject subject = Subject.valueOf(result.getParams().getParam("subject"));
            double bytes = result.getSecondaryResults().get(ALLOCATION).getScore();
            costs.put(subject, new Cost(result.getPrimaryResult().getScore(), bytes));
        }
        System.out.println();
        table(costs).forEach(System.out::println);
        return 0;
    }

    private Options options() {
        return new OptionsBuilder()
                .include(TransformCost.class.getName())
                .param("subject", subjects())
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend(
                        "-Xmx512m", "-D" + TransformCost.BUILT + "=" + built.toAbsolutePath())
                .forks(forks)
                .warmupIterations(5)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(seconds))
                .shouldFailOnError(true)
                .build();
    }

    private String[] subjects() {
        return Arrays.stream(Subject.values())
                .filter(subject -> isWanted(subject) || isPeerOfWanted(subject))
                .map(Subject::name)
                .toArray(String[]::new);
    }

    private boolean isWanted(Subject subject) {
        return only.isEmpty() || only.contains(subject.name());
    }

    private boolean isPeerOfWanted(Subject subject) {
        return Arrays.stream(Subject.values())
                .anyMatch(other -> other.peer == subject && isWanted(other));
    }

    private static List<String> table(Map<Subject, Cost> costs) {
        List<String> lines = new ArrayList<>();
        lines.add("| Lockstep | ns | bytes | peer | ns | bytes | times as fast | target |");
        lines.add("|---|---|---|---|---|---|---|---|");
        costs.forEach(
                (subject, cost) -> {
                    if (subject.home == Subject.Home.LOCKSTEP) {
                        lines.add(
                                line(
                                        subject,
                                        cost,
                                        subject.peer == null ? null : costs.get(subject.peer)));
                    }
                });
        return lines;
    }

    private static String line(Subject subject, Cost cost, Cost peer) {
        String ours =
                String.format(
                        Locale.ROOT,
                        "| `%s` | %.0f | %.0f |",
                        subject.title(),
                        cost.nanos,
                        cost.bytes);
        return peer == null
                ? ours + " | | | | |"
                : String.format(
                        Locale.ROOT,
                        "%s `%s` | %.0f | %.0f | %.1f | %.0f |",
                        ours,
                        subject.peer.title(),
                        peer.nanos,
                        peer.bytes,
                        peer.nanos / cost.nanos,
                        subject.target);
    }
}
