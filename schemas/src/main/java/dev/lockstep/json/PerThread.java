package dev.lockstep.json;

import java.util.function.Supplier;

/**
 * Something that each thread has one of. Nearly always one thread asks, over and over: it is
 * answered without a look-up in its table of such things. For any thread.
 */
final class PerThread<T> {

    private record Owned<T>(Thread owner, T value) {}

    private final ThreadLocal<T> values;

    /** Of the thread that had to look it up last. Written without order, for all of it is final. */
    private Owned<T> latest;

    PerThread(Supplier<T> make) {
        this.values = ThreadLocal.withInitial(make);
    }

    T get() {
        Thread thread = Thread.currentThread();
        Owned<T> known = latest;
        if (known == null || known.owner != thread) {
            known = new Owned<>(thread, values.get());
            latest = known;
        }
        return known.value;
    }

    /** Gives up what this thread has. */
    void remove() {
        values.remove();
        latest = null;
    }
}
