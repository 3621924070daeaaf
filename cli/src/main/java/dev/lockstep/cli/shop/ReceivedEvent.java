package dev.lockstep.cli.shop;

import dev.lockstep.event.ChangeEvent;
import dev.lockstep.event.Lsn;
import java.util.Comparator;
import java.util.Map;

/**
 * A change event as a consumer received it.
 *
 * @param key empty for an event without a key
 */
public record ReceivedEvent(
        String topic, long offset, Map<?, ?> key, ChangeEvent change, long receivedMicros) {

    /** The order of commits, and inside a transaction the order of its changes. */
    public static final Comparator<ReceivedEvent> IN_COMMIT_ORDER =
            Comparator.comparingLong(ReceivedEvent::commitLsn)
                    .thenComparingLong(ReceivedEvent::ordinal);

    public String table() {
        return change.source().table().orElse("");
    }

    public long commitLsn() {
        return change.source().commitLsn().orElse(-1);
    }

    public long ordinal() {
        return change.source().ordinal().orElse(-1);
    }

    /** The place as people read it: the commit's LSN and the ordinal. */
    public String place() {
        return commitLsn() < 0 ? "?" : new Lsn(commitLsn()) + ":" + ordinal();
    }

    /** The time from the commit to the consumer. */
    public long lagMicros() {
        return receivedMicros - change.source().timestampMicros().orElse(receivedMicros);
    }
}
