package dev.lockstep.benchmarks.measure;

import java.util.Map;

/** What is compared with others. */
public interface Contender {

    /** As tables show it. */
    String name();

    /** All that is set about it, as a result shows it. */
    Map<String, String> settings();

    /** A contender without settings, such as a point of a curve. */
    static Contender named(String name) {
        record Plain(String name, Map<String, String> settings) implements Contender {}
        return new Plain(name, Map.of());
    }
}
