package dev.lockstep.benchmarks.contender;

import java.time.Duration;

/** A server that is filled with the rows 1, 2, 3 and so on. */
public interface Store {

    /** Removes all that was brought to it. */
    void empty() throws Exception;

    /** Whether the rows up to this one are there. */
    boolean has(int rows) throws Exception;

    /** Throws unless these rows are there and no others. */
    void check(int rows) throws Exception;

    /** What the server's process has used. */
    Duration cpuTime();
}
