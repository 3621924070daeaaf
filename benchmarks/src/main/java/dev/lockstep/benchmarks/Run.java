package dev.lockstep.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * What handing over some events took.
 *
 * @param cpuSeconds of the whole worker
 * @param serverCpuSeconds of the server that they were handed to; not a number where it is not
 *     measured
 */
record Run(double seconds, double cpuSeconds, double serverCpuSeconds, int rows) {

    Run(double seconds, double cpuSeconds, int rows) {
        this(seconds, cpuSeconds, Double.NaN, rows);
    }

    double eventsPerSecond() {
        return rows / seconds;
    }

    double cpuMicrosPerEvent() {
        return cpuSeconds * 1e6 / rows;
    }

    double serverCpuMicrosPerEvent() {
        return serverCpuSeconds * 1e6 / rows;
    }

    void print(int round, Named contender) {
        System.out.printf(
                "round %d  %-20s %9.0f events/s  %6.2f us CPU/event%s  %.1f s%n",
                round,
                contender.name(),
                eventsPerSecond(),
                cpuMicrosPerEvent(),
                ofServer(serverCpuMicrosPerEvent()),
                seconds);
    }

    private static String ofServer(double micros) {
        return Double.isNaN(micros) ? "" : String.format(Locale.ROOT, "  server %6.2f us", micros);
    }

    /**
     * Prints the median of each contender, and the ratio of each to each of those that they are
     * compared with.
     */
    static void summary(
            List<? extends Named> contenders, List<List<Run>> runs, List<String> yardsticks) {
        System.out.println();
        for (int i = 0; i < contenders.size(); i++) {
            System.out.printf(
                    "%-20s median %9.0f events/s  %6.2f us CPU/event%s%n",
                    contenders.get(i).name(),
                    rate(runs.get(i)),
                    cpu(runs.get(i)),
                    ofServer(median(runs.get(i), Run::serverCpuMicrosPerEvent)));
        }
        for (int i = 0; i < contenders.size(); i++) {
            for (int other = 0; other < contenders.size(); other++) {
                boolean isCompared =
                        !yardsticks.contains(contenders.get(i).name())
                                && yardsticks.contains(contenders.get(other).name());
                if (isCompared) {
                    compare(contenders.get(i), runs.get(i), contenders.get(other), runs.get(other));
                }
            }
        }
    }

    private static void compare(Named one, List<Run> runs, Named other, List<Run> others) {
        System.out.printf(
                "%-20s to %s: rate %.2f x, CPU 1/%.2f%n",
                one.name(), other.name(), rate(runs) / rate(others), cpu(others) / cpu(runs));
    }

    private static double rate(List<Run> runs) {
        return median(runs, Run::eventsPerSecond);
    }

    private static double cpu(List<Run> runs) {
        return median(runs, Run::cpuMicrosPerEvent);
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return runs.stream()
                .mapToDouble(figure)
                .sorted()
                .skip(runs.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
