package dev.lockstep.benchmarks.measure;

/**
 * How much is measured.
 *
 * @param warmupRows handed over before, so that compiled code is measured
 */
public record Size(int rounds, int rows, int warmupRows) {

    /** Rows that stand for little, where one section is to take about as long as another. */
    public Size divided(int by) {
        return new Size(rounds, rows / by, warmupRows / by);
    }
}
