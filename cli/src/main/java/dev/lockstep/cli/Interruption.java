package dev.lockstep.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, as a wish that the running command sees and fulfils in its own time: the JVM waits until
 * the command has closed what it opened, or for some seconds.
 */
final class Interruption implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 10;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;

    private Interruption() {}

    static Interruption listen() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::request, "interruption"));
        return interruption;
    }

    boolean requested() {
        return requested;
    }

    /** The command has closed everything. */
    @Override
    public void close() {
        finished.countDown();
    }

    private void request() {
        requested = true;
        try {
            // Servers that do not make it in time end with this process.
            finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
