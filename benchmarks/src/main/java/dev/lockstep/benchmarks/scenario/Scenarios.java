package dev.lockstep.benchmarks.scenario;

import java.util.List;

/** All that can be measured. */
public final class Scenarios {

    private Scenarios() {}

    /** In the order in which they are of interest. */
    public static List<Scenario> all() {
        return List.of(
                new CaptureDrain(),
                new CaptureLatency(),
                new ReplicaDrain(),
                new Snapshot(),
                new Pipeline(),
                new BigTransaction(),
                new CacheFill(),
                new SearchFill(),
                new ConverterCost(),
                new ManyTables(),
                new Growth());
    }
}
