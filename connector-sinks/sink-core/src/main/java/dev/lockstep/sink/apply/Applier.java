package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The apply thread: takes what has queued up and sees to it that the target has it. The only one
 * that calls the target, but for {@link Target#abort}.
 */
final class Applier implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

    private final Target target;
    private final ChangeQueue queue;
    private final Progress progress;
    private final Attempts attempts;
    private final Isolation isolation;
    private final Search search;

    /** Partitions that the task has at this moment; changed by the task thread. */
    private final Set<TopicPartition> assigned;

    private final Set<TopicPartition> claimed = new HashSet<>();

    /** What is being handled; null while that are changes. */
    private Request current;

    Applier(
            Target target,
            ChangeQueue queue,
            Progress progress,
            Attempts attempts,
            Isolation isolation,
            Search search,
            Set<TopicPartition> assigned) {
        this.target = target;
        this.queue = queue;
        this.progress = progress;
        this.attempts = attempts;
        this.isolation = isolation;
        this.search = search;
        this.assigned = assigned;
    }

    @Override
    public void run() {
        try {
            while (step()) {}
        } catch (InterruptedException e) {
            queue.fail(new ConnectException("Cannot apply changes: interrupted.", e));
        } catch (RuntimeException | Error e) {
            LOG.error("Nothing more is applied: {}", e.getMessage());
            queue.fail(e);
        } finally {
            answer();
            closeTarget();
        }
    }

    /** Whoever waits for a request that has failed finds the failure in the queue. */
    private void answer() {
        if (current != null) {
            current.done(Map.of());
        }
    }

    private void closeTarget() {
        try {
            target.close();
        } catch (RuntimeException e) {
            LOG.warn("Cannot close the target: {}", e.getMessage());
        }
    }

    private boolean step() throws InterruptedException {
        ChangeQueue.Work work = queue.next();
        if (work.request() != null) {
            current = work.request();
            handle(current);
            current = null;
        } else if (work.taken() != null) {
            handle(work.taken());
        } else {
            return false;
        }
        return true;
    }

    private void handle(Request request) throws InterruptedException {
        if (request.kind() == Request.Kind.RELEASE) {
            release(request);
        } else {
            claim(request);
        }
    }

    private void release(Request request) {
        List<TopicPartition> held = request.partitions().stream().filter(claimed::remove).toList();
        try {
            if (!held.isEmpty()) {
                if (attempts.isHeld()) {
                    attempts.discard();
                }
                target.release(held);
            }
        } catch (TargetException.Transient e) {
            LOG.warn("Cannot release partitions: {}", e.getMessage());
        } finally {
            progress.forget(held);
            search.end();
            request.done(Map.of());
        }
    }

    private void claim(Request request) throws InterruptedException {
        List<TopicPartition> wanted =
                request.partitions().stream().filter(assigned::contains).toList();
        if (wanted.isEmpty()) {
            request.done(Map.of());
            return;
        }
        try {
            attempts.insist(
                    () -> {
                        Map<TopicPartition, Standing> found = target.claim(wanted);
                        progress.begin(wanted, found);
                        claimed.addAll(wanted);
                        request.done(found);
                    },
                    false);
        } catch (Attempts.Abandoned e) {
            queue.ask(request);
        }
    }

    private void handle(ChangeQueue.Taken taken) throws InterruptedException {
        for (Future<?> report : taken.reports()) {
            BadRecords.await(report);
        }
        List<Change> changes = search.without(ChangeQueue.changes(taken.chunks()));
        try {
            if (!apply(changes, taken.endsTransaction())) {
                queue.rewind();
            } else if (taken.endsTransaction()) {
                search.end();
            }
        } catch (Attempts.Abandoned e) {
            queue.rewind();
        }
    }

    /**
     * Applies changes but for bad ones.
     *
     * @return false when the transaction is to be read again, because one of it is bad
     */
    private boolean apply(List<Change> changes, boolean endsTransaction)
            throws Attempts.Abandoned, InterruptedException {
        boolean isWhole = endsTransaction && !attempts.isHeld();
        try {
            if (!isWhole && search.isAmong(changes)) {
                return search.apply(changes, endsTransaction);
            }
            attempts.apply(changes, endsTransaction);
        } catch (TargetException.BadRecord e) {
            if (!isWhole) {
                search.begin(changes, e);
                return false;
            }
            isolation.apply(changes, e);
        }
        return true;
    }
}
