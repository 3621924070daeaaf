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

    /** Who would not look at {@link #requested} for long; null when nobody needs a push. */
    private volatile Thread interruptible = Thread.currentThread();

    private Interruption() {}

    static Interruption listen() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(interruption::request, "interruption"));
        return interruption;
    }

    boolean requested() {
        return requested;
    }

    /** From now on the command looks at {@link #requested} often enough. */
    void isWatched() {
        interruptible = null;
    }

    /** The command has closed everything. */
    @Override
    public void close() {
        finished.countDown();
    }

    private void request() {
        requested = true;
        Thread thread = interruptible;
        if (thread != null) {
            thread.interrupt();
        }
        try {
            // Servers that do not make it in time end with this process.
            finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
