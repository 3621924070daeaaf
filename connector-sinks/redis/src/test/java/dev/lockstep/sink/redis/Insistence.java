package dev.lockstep.sink.redis;

import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** Gives a batch to a target until it takes it, as sink-core does. */
final class Insistence {

    private static final Duration LONGEST = Duration.ofSeconds(40);

    private Insistence() {}

    /** Returns why it did not take it at once. */
    static List<String> apply(RedisTarget target, Batch batch) {
        List<String> failures = new ArrayList<>();
        Awaitility.await()
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            try {
                                target.apply(batch);
                                return true;
                            } catch (TargetException.Transient e) {
                                failures.add(e.getMessage());
                                return false;
                            }
                        });
        return failures;
    }
}
