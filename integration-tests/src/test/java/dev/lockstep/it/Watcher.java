package dev.lockstep.it;

import dev.lockstep.embedded.EmbeddedServerException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Reads a target again and again, and remembers each key, so that nothing goes back unseen. */
final class Watcher implements AutoCloseable {

    private final HostileTarget target;
    private final Map<String, Sight> latest = new HashMap<>();
    private final Map<String, Sight> latestRows = new HashMap<>();
    private final AtomicLong sights = new AtomicLong();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<?> watching;
    private volatile boolean ended;

    Watcher(HostileTarget target) {
        this.target = target;
        this.watching =
                thread.submit(
                        () -> {
                            while (!ended) {
                                look();
                            }
                            return null;
                        });
    }

    private void look() throws Exception {
        for (String table : History.TABLES) {
            try {
                target.look(table).forEach((key, sight) -> check(table + " " + key, sight));
            } catch (EmbeddedServerException e) {
                // Killed: the next attempt waits for it to come back.
                Thread.onSpinWait();
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
        ended = true;
        watching.get();
        return sights.get();
    }

    @Override
    public void close() {
        ended = true;
        thread.shutdown();
    }
}
