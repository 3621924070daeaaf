package dev.lockstep.benchmarks;

import java.util.List;

/**
 * What handing over some events took.
 *
 * @param cpuSeconds of the whole worker
 */
record Run(double seconds, double cpuSeconds, int rows) {

    double eventsPerSecond() {
        return rows / seconds;
    }

    double cpuMicrosPerEvent() {
        return cpuSeconds * 1e6 / rows;
    }

    void print(int round, Named contender) {
        System.out.printf(
                "round %d  %-20s %9.0f events/s  %6.2f us CPU/event  %.1f s%n",
                round, contender.name(), eventsPerSecond(), cpuMicrosPerEvent(), seconds);
    }

    /** Prints the median of each contender, and its ratio to the last. */
    static void summary(List<? extends Named> contenders, List<List<Run>> runs) {
        System.out.println();
        for (int i = 0; i < contenders.size(); i++) {
            System.out.printf(
                    "%-20s median %9.0f events/s  %6.2f us CPU/event%n",
                    contenders.get(i).name(), rate(runs.get(i)), cpu(runs.get(i)));
        }
        int last = contenders.size() - 1;
        for (int i = 0; i < last; i++) {
            System.out.printf(
                    "%-20s to %s: rate %.2f x, CPU 1/%.2f%n",
                    contenders.get(i).name(),
                    contenders.get(last).name(),
                    rate(runs.get(i)) / rate(runs.get(last)),
                    cpu(runs.get(last)) / cpu(runs.get(i)));
        }
    }

    private static double rate(List<Run> runs) {
        return median(runs.stream().map(Run::eventsPerSecond).sorted().toList());
    }

    private static double cpu(List<Run> runs) {
        return median(runs.stream().map(Run::cpuMicrosPerEvent).sorted().toList());
    }

    private static double median(List<Double> sorted) {
        return sorted.get(sorted.size() / 2);
    }
}
