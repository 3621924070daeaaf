package dev.lockstep.sink.opensearch.bulk;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.apply.TargetException.Refusal;
import dev.lockstep.sink.change.Change;
import java.util.ArrayList;
import java.util.List;

/** What became of items that were sent. */
final class Outcome {

    private final List<Change> left = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private long stale;
    private long staleByOffset;
    private TargetException.Transient failure;
    private boolean outdated;

    /** The document is as it should be. */
    void done(Item item) {
        if (item.content() instanceof Item.Probe probe) {
            refused(item.change(), probe.message());
        }
    }

    /** The document is newer, so it is as it should be. */
    void stale(Change change) {
        stale++;
        if (change.place().position() < 0) {
            staleByOffset++;
        }
    }

    void refused(Change change, String message) {
        refusals.add(new Refusal(change, message));
    }

    /** It was not sent, or has to be again. */
    void left(Change change) {
        left.add(change);
    }

    /** Why there are items left. The first cause is the one that is told. */
    void failed(TargetException.Transient cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** What is known of indexes has proved wrong. */
    void outdated() {
        outdated = true;
    }

    /** Does something for a change that may yet turn out to be impossible, or not for now. */
    void unlessFailed(Change change, Runnable step) {
        if (hasFailed()) {
            left(change);
            return;
        }
        try {
            step.run();
        } catch (TargetException.BadRecord e) {
            refused(change, e.getMessage());
        } catch (TargetException.Transient e) {
            failed(e);
            left(change);
        }
    }

    /** Whether sending more would be in vain for now. */
    boolean hasFailed() {
        return failure != null;
    }

    /** What has to be tried again. */
    List<Change> left() {
        return left;
    }

    /** Null when all went through. */
    TargetException.Transient failure() {
        return failure;
    }

    boolean isOutdated() {
        return outdated;
    }

    List<Refusal> refusals() {
        return refusals;
    }

    long staleCount() {
        return stale;
    }

    /** How many of them have no position, so that their offsets in Kafka had to do. */
    long staleByOffsetCount() {
        return staleByOffset;
    }
}
