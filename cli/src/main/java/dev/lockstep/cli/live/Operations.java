package dev.lockstep.cli.live;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What people ask for while they watch, done one after the other on a thread of its own, with a
 * line that says how it goes.
 */
final class Operations implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 15;

    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread worker = new Thread(work, "operations");
                        worker.setDaemon(true);
                        return worker;
                    });
    private final AtomicInteger open = new AtomicInteger();
    private volatile String line = "";

    /**
     * Has something done.
     *
     * @param doing said while it is done
     * @param done said afterwards, with the time it took
     */
    void submit(String doing, String done, Runnable work) {
        open.incrementAndGet();
        thread.execute(() -> run(doing, done, work));
    }

    /** How the latest goes. */
    String line() {
        return line;
    }

    /** Whether something is being done. */
    boolean isBusy() {
        return open.get() > 0;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String doing, String done, Runnable work) {
        long begin = System.nanoTime();
        line = doing + " ...";
        try {
            work.run();
            double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1e3;
            line = String.format(Locale.ROOT, "%s (%.1f s)", done, seconds);
        } catch (RuntimeException e) {
            line = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        } finally {
            open.decrementAndGet();
        }
    }
}
