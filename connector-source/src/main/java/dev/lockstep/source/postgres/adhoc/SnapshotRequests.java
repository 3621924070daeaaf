package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.adhoc.Outcome.Chunk;
import dev.lockstep.source.postgres.adhoc.Outcome.Refused;
import dev.lockstep.source.postgres.signal.KafkaSignals.Received;
import dev.lockstep.source.postgres.signal.Signal;
import dev.lockstep.source.postgres.signal.Signal.ExecuteSnapshot;
import dev.lockstep.source.postgres.signal.Signal.LogMessage;
import dev.lockstep.source.postgres.signal.Signal.PauseSnapshot;
import dev.lockstep.source.postgres.signal.Signal.ResumeSnapshot;
import dev.lockstep.source.postgres.signal.Signal.StopSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been asked for and how much of it is done: how signals and the outcomes of steps change
 * that, and what users hear of it. Used by the task thread only.
 */
final class SnapshotRequests {

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotRequests.class);

    private final SnapshotNews news;
    private AdHocState state;

    /** Whether the step that is under way has become pointless. */
    private boolean changed;

    SnapshotRequests(AdHocState stored, SnapshotNews news) {
        this.state = stored;
        this.news = news;
    }

    AdHocState state() {
        return state;
    }

    /** Whether there is something to read now. */
    boolean isActive() {
        return !state.isIdle() && !state.paused();
    }

    /** Whether the stream is to wait for the current request. */
    boolean isBlocked() {
        return state.isBlocked();
    }

    /** A blocking snapshot has ended, if it is still wanted. */
    void blockingEnded(boolean complete) {
        if (state.isBlocked()) {
            if (complete) {
                news.completed(state.current());
            } else {
                news.aborted(state.current());
            }
            state = state.withCurrent(state.current().withTables(List.of()));
        }
    }

    /** Whether the step that is under way has become pointless since the last call. */
    boolean takeChanged() {
        boolean was = changed;
        changed = false;
        return was;
    }

    /** Takes a signal of the topic. */
    void accept(Received received) {
        accept(received.signal());
        state = state.withNextSignal(received.next());
    }

    void accept(Signal signal) {
        LOG.info("Signal {}: {}", signal.id(), signal.getClass().getSimpleName());
        if (signal instanceof ExecuteSnapshot execute) {
            List<Request> requests = new ArrayList<>(state.requests());
            requests.add(new Request(execute, null));
            state = state.withRequests(requests);
        } else if (signal instanceof StopSnapshot stop) {
            stop(stop);
        } else if (signal instanceof PauseSnapshot) {
            pause(true);
        } else if (signal instanceof ResumeSnapshot) {
            pause(false);
        } else if (signal instanceof LogMessage message) {
            LOG.info("{}", message.message());
        }
    }

    /** As in Debezium this is about snapshots that run: there is nothing to hold otherwise. */
    private void pause(boolean held) {
        if (state.isIdle() || state.paused() == held) {
            return;
        }
        state = state.withPaused(held);
        changed = true;
        if (held) {
            news.paused(state.current());
        } else {
            news.resumed(state.current());
        }
    }

    private void stop(StopSnapshot stop) {
        if (state.isIdle()) {
            return;
        }
        changed = true;
        if (stop.collections().isEmpty()) {
            state.requests().forEach(news::aborted);
            state = state.withRequests(List.of()).withProgress(null).withPaused(false);
            return;
        }
        Request before = state.current();
        List<Request> left = new ArrayList<>();
        for (Request request : state.requests()) {
            Request without = request.without(stop.collections());
            if (without.isEmpty()) {
                news.aborted(request);
            } else {
                left.add(without);
            }
        }
        boolean sameTable = !left.isEmpty() && left.get(0).beginsLike(before);
        state = state.withRequests(left).withProgress(sameTable ? state.progress() : null);
        if (left.isEmpty()) {
            state = state.withPaused(false);
        }
    }

    /** The names of the current request have been found. */
    void found(List<TableName> tables) {
        Request request = state.current().withTables(tables);
        if (tables.isEmpty()) {
            LOG.warn(
                    "Signal {} names no table that is captured and published: nothing is read.",
                    request.id());
        }
        news.started(request);
        state = state.withCurrent(request);
        if (tables.isEmpty()) {
            news.completed(request);
        }
    }

    /** The current table cannot be read. */
    void refused(Refused refused) {
        Request request = state.current();
        if (refused.reason() != null) {
            LOG.warn(
                    "Cannot read {} for signal {}: {}.",
                    request.tables().get(0),
                    request.id(),
                    refused.reason());
        }
        endTable(request, 0, refused.status());
    }

    /** A chunk of the current table has been handed out. */
    void read(Chunk chunk) {
        Request request = state.current();
        TableProgress reached = chunk.progress();
        if (chunk.complete()) {
            endTable(request, reached.rows(), "SUCCEEDED");
        } else {
            news.inProgress(request, reached);
            state = state.withProgress(reached);
        }
    }

    private void endTable(Request request, long rows, String status) {
        news.tableCompleted(request, rows, status);
        LOG.info(
                "Read {} rows of {} for signal {}: {}",
                rows,
                request.tables().get(0),
                request.id(),
                status);
        state = state.withoutTable();
        if (request.tables().size() == 1) {
            news.completed(request);
        }
    }
}
