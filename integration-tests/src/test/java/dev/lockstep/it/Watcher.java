package dev.lockstep.it;

import dev.lockstep.embedded.EmbeddedServerException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Reads a target again and again, and remembers each key, so that nothing goes back unseen. */
final class Watcher implements AutoCloseable {

    /** Leaves the machine to those who work. */
    private static final long PAUSE_MILLIS = 5;

    private final HostileTarget target;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<String, Sight> latest = new HashMap<>();
    private final Map<String, Sight> latestRows = new HashMap<>();
    private final AtomicLong sights = new AtomicLong();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> watching;

    Watcher(HostileTarget target) {
        this.target = target;
        this.watching =
                thread.submit(
                        () -> {
                            do {
                                look();
                            } while (!ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
                            return null;
                        });
    }

    private void look() throws Exception {
        for (String table : History.TABLES) {
            try {
                target.look(table).forEach((key, sight) -> check(table + " " + key, sight));
            } catch (EmbeddedServerException e) {
                // Killed: it is asked until it is back.
                return;
            }
        }
    }

    private void check(String key, Sight sight) {
        Sight before = latest.getOrDefault(key, Sight.NOTHING);
        Sight row = latestRows.getOrDefault(key, Sight.NOTHING);
        String contradiction = sight.contradicts(before, row);
        if (contradiction != null) {
            throw new AssertionError(
                    "Key "
                            + key
                            + ": "
                            + contradiction
                            + ": "
                            + sight
                            + " after "
                            + before
                            + ", latest row "
                            + row);
        }
        if (!sight.equals(before)) {
            sights.incrementAndGet();
            latest.put(key, sight);
            if (sight.isRow()) {
                latestRows.put(key, sight);
            }
        }
    }

    /** Fails as soon as something has gone back. */
    void check() throws Exception {
        if (watching.isDone()) {
            watching.get();
        }
    }

    /** Returns how many changes were seen. */
    long end() throws Exception {
        ended.countDown();
        watching.get();
        return sights.get();
    }

    @Override
    public void close() {
        ended.countDown();
        thread.shutdown();
    }
}
