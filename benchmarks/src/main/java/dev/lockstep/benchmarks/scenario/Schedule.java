package dev.lockstep.benchmarks.scenario;

/**
 * When ticks are due, on the clock of {@link System#nanoTime}.
 *
 * @param first its number
 * @param begin when the first one is due
 * @param interval between one and the next
 */
record Schedule(long first, int count, long begin, long interval) {

    long due(long number) {
        return begin + (number - first) * interval;
    }

    long last() {
        return first + count - 1;
    }
}
