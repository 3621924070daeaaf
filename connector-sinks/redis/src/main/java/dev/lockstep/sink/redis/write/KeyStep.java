package dev.lockstep.sink.redis.write;

import dev.lockstep.sink.redis.connection.Exchange;
import dev.lockstep.sink.redis.fence.Versions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** What is to be done at keys, each of which occurs once. */
final class KeyStep implements Step {

    static final String ACT = "write rows to Redis";

    private final Map<String, KeyWork> works = new HashMap<>();
    private final Settings settings;
    private final KeyPreparation preparation;
    private final PartialRows partials;
    private final Exchange exchange;
    private final Refusals refusals;
    private final LongConsumer stale;
    private boolean hasPartial;
    private int replaced;

    KeyStep(
            Settings settings,
            KeyPreparation preparation,
            PartialRows partials,
            Exchange exchange,
            Refusals refusals,
            LongConsumer stale) {
        this.settings = settings;
        this.preparation = preparation;
        this.partials = partials;
        this.exchange = exchange;
        this.refusals = refusals;
        this.stale = stale;
    }

    /**
     * Takes work after what it has, unless that needs a step of its own.
     *
     * @return whether it was taken
     */
    boolean add(KeyWork work) {
        KeyWork earlier = works.get(work.name);
        if (earlier == null) {
            works.put(work.name, work);
        } else {
            if (settings.fenced() && !Versions.compare(earlier.change, work.change)) {
                return false;
            }
            replaced++;
            if (!settings.fenced() || !Versions.isOlder(work.change, earlier.change)) {
                works.put(work.name, work);
            }
        }
        hasPartial |= work.isPartial();
        return true;
    }

    /** How many changes of keys others have made superfluous. */
    int replaced() {
        return replaced;
    }

    /** Whether a row that a change does not tell whole would be found differently afterwards. */
    boolean concerns(Collection<String> names) {
        return names.stream().anyMatch(works::containsKey);
    }

    @Override
    public void run() {
        if (hasPartial) {
            works.values().forEach(work -> preparation.prepare(work, refusals));
            partials.complete(left(work -> work.isPartial() && !work.whole), refusals);
        }
        // A row that has moved is never missing: where it was it stays until it is where it is.
        send(work -> !work.late);
        send(work -> work.late);
    }

    private void send(Predicate<KeyWork> wanted) {
        List<KeyWork> left = left(wanted);
        while (!left.isEmpty()) {
            exchange.run(
                    new KeyCalls(left.iterator(), preparation, settings, refusals, stale), ACT);
            left = left(wanted);
        }
    }

    private List<KeyWork> left(Predicate<KeyWork> wanted) {
        List<KeyWork> left = new ArrayList<>();
        for (KeyWork work : works.values()) {
            if (!work.done && wanted.test(work)) {
                left.add(work);
            }
        }
        return left;
    }
}
