package dev.lockstep.benchmarks.stage;

/** Which turns share a worker. */
public enum WorkerUse {
    /** Each turn has a fresh worker. */
    FRESH,
    /**
     * A contender keeps its worker over all turns: quicker, and its memory is that of all turns.
     */
    KEPT,
    /** One worker for everything: to see that it works, not to measure. */
    SHARED
}
