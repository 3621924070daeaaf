package dev.lockstep.cli.check;

import dev.lockstep.cli.live.Equality;
import dev.lockstep.cli.shop.Target;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;

/**
 * What was found of each target last. It holds only while the target's state is the one in which it
 * was compared: one that was paused meanwhile may have fallen behind. For any thread.
 */
final class Findings {

    private final Map<String, Finding> latest = new ConcurrentHashMap<>();
    private final ToLongFunction<Target> changes;

    /**
     * @param changes how often a target's state has changed up to now
     */
    Findings(ToLongFunction<Target> changes) {
        this.changes = changes;
    }

    private record Finding(long changes, Equality equality) {}

    /**
     * Adds what replaces all before it.
     *
     * @param since how often the target's state had changed when the comparison began
     */
    void put(Target target, long since, Equality equality) {
        latest.put(target.name(), new Finding(since, equality));
    }

    /** What still holds. */
    Optional<Equality> latest(Target target) {
        return Optional.ofNullable(latest.get(target.name()))
                .filter(found -> found.changes() == changes.applyAsLong(target))
                .map(Finding::equality);
    }
}
