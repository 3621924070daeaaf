package dev.lockstep.benchmarks;

/** What is compared in a benchmark, as its tables show it. */
interface Named {
    String name();
}
