package dev.lockstep.embedded;

/** A server that can be ended and brought back, with the same address and data. */
public interface Server extends AutoCloseable {

    /** Starts again after {@link #stop} or {@link #kill}, and waits until it serves. */
    void start();

    /** Shuts down in order, clients notwithstanding; {@link #start} brings it back. */
    void stop();

    /** Ends every process of the server with SIGKILL. */
    void kill();

    /** Shuts down in order and starts again. */
    default void restart() {
        stop();
        start();
    }

    /** Ends the server for good, with its data. */
    @Override
    void close();
}
