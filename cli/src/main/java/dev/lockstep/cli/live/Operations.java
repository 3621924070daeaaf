package dev.lockstep.cli.live;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executor;

/** What people ask for while they watch, with a line that says how it goes. */
final class Operations {

    private final Executor executor;
    private volatile String line = "";

    /**
     * @param executor does one after the other
     */
    Operations(Executor executor) {
        this.executor = executor;
    }

    /**
     * Has something done.
     *
     * @param doing said while it is done
     * @param done said afterwards, with the time it took
     */
    void submit(String doing, String done, Runnable work) {
        executor.execute(() -> run(doing, done, work));
    }

    /** How the latest goes. */
    String line() {
        return line;
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
        }
    }
}
