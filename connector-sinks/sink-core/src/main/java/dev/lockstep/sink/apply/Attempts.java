package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.config.ApplyOptions;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives batches to the target, again and again while failures may pass. Belongs to the apply
 * thread.
 */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    /**
     * A batch will not be applied now: something else is wanted first, or the target has lost what
     * came before it in its transaction. Records have to be read again.
     */
    static final class Abandoned extends Exception {

        private static final long serialVersionUID = 1;

        private Abandoned() {
            super("abandoned", null, false, false);
        }
    }

    /** Something that a target does. */
    interface Call {
        void run();
    }

    private final Target target;
    private final ChangeQueue queue;
    private final Progress progress;
    private final BadRecords badRecords;
    private final SinkMetrics metrics;
    private final Tally tally = new Tally();
    private final Backoff backoff;
    private final int maxRetries;

    /** Whether the target holds a transaction open with changes of earlier batches. */
    private boolean held;

    /** Since the target has last taken anything for good. */
    private int failures;

    Attempts(
            Target target,
            ChangeQueue queue,
            Progress progress,
            BadRecords badRecords,
            ApplyOptions options,
            SinkMetrics metrics) {
        this.target = target;
        this.queue = queue;
        this.progress = progress;
        this.badRecords = badRecords;
        this.metrics = metrics;
        this.backoff = new Backoff(options);
        this.maxRetries = options.maxRetries();
    }

    boolean isHeld() {
        return held;
    }

    /**
     * Applies changes as one batch.
     *
     * @throws TargetException.BadRecord when the target refuses one of them, and so all
     */
    void apply(List<Change> changes, boolean endsTransaction)
            throws Abandoned, InterruptedException {
        Batch batch = progress.batch(changes, endsTransaction);
        long begun = System.nanoTime();
        boolean lost = held;
        try {
            insist(() -> target.apply(batch), lost);
        } catch (TargetException.BadRecord e) {
            undone();
            throw e;
        } catch (TargetException.Refused e) {
            handle(e.refusals());
        }
        held = !endsTransaction;
        progress.applied(batch);
        tally.add(changes);
        if (endsTransaction) {
            metrics.applied(changes.size(), System.nanoTime() - begun);
            tally.publish(metrics);
        }
    }

    /** Offsets may move past a change only once its report is stored. */
    private void handle(List<TargetException.Refusal> refusals) throws InterruptedException {
        List<Future<?>> reports = new ArrayList<>(refusals.size());
        for (TargetException.Refusal refusal : refusals) {
            TargetException cause = new TargetException.BadRecord(refusal.message(), null);
            reports.add(badRecords.handle(refusal.change().record(), cause));
        }
        for (Future<?> report : reports) {
            BadRecords.await(report);
        }
    }

    /**
     * Does something until it succeeds.
     *
     * @param once whether a failure that may pass makes another attempt pointless
     */
    void insist(Call call, boolean once) throws Abandoned, InterruptedException {
        while (true) {
            try {
                call.run();
                failures = 0;
                return;
            } catch (TargetException.Transient e) {
                undone();
                failures++;
                check(e);
                metrics.retrying();
                boolean waited = waitAfter(e);
                if (once || !waited) {
                    throw new Abandoned();
                }
            }
        }
    }

    private void check(TargetException.Transient failure) {
        if (maxRetries >= 0 && failures > maxRetries) {
            throw new ConnectException(
                    failure.getMessage()
                            + " This was the last of "
                            + failures
                            + " attempts ("
                            + ApplyOptions.MAX_RETRIES
                            + ").",
                    failure);
        }
    }

    private boolean waitAfter(TargetException.Transient failure) throws InterruptedException {
        Duration wait = backoff.after(failures);
        LOG.warn(
                "{} Trying again in {} ms (attempt {}).",
                failure.getMessage(),
                wait.toMillis(),
                failures + 1);
        return queue.pause(wait);
    }

    /** Has the target undo what it holds open. */
    void discard() {
        target.discard();
        undone();
    }

    private void undone() {
        held = false;
        tally.clear();
        progress.undone();
    }
}
