package dev.lockstep.cli.shop;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Says what is being started, and how long each of it took. */
public final class StartProgress implements AutoCloseable {

    private static final long REMINDER_NANOS = Duration.ofSeconds(10).toNanos();

    private final PrintWriter out;
    private final long begin = System.nanoTime();
    private final Set<String> underWay = new LinkedHashSet<>();
    private final Thread reminder = new Thread(this::remind, "start-progress");
    private volatile boolean closed;

    public StartProgress(PrintWriter out) {
        this.out = out;
        reminder.setDaemon(true);
        reminder.start();
    }

    /** A line of its own. */
    public synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    /** A line of its own, with the time. */
    public void note(String line) {
        say(String.format(Locale.ROOT, "%5.1f s  %s", elapsed().toMillis() / 1e3, line));
    }

    /** Does a part of the start, and says so when it is done; from any thread. */
    public <T> T step(String what, Supplier<T> work) {
        long from = System.nanoTime();
        begin(what);
        T result = work.get();
        end(what, Duration.ofNanos(System.nanoTime() - from));
        return result;
    }

    /** Since this was made. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(reminder);
    }

    private synchronized void begin(String what) {
        underWay.add(what);
    }

    private synchronized void end(String what, Duration took) {
        underWay.remove(what);
        note(String.format(Locale.ROOT, "%s is ready after %.1f s", what, took.toMillis() / 1e3));
    }

    private void remind() {
        while (!closed) {
            LockSupport.parkNanos(REMINDER_NANOS);
            sayWhatIsUnderWay();
        }
    }

    private synchronized void sayWhatIsUnderWay() {
        if (!underWay.isEmpty() && !closed) {
            note("... starting " + String.join("; ", underWay));
        }
    }
}
