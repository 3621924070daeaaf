package dev.lockstep.sink.metrics;

import java.util.List;
import java.util.function.Function;

/**
 * A figure that is shown.
 *
 * @param label by which dashboards know it
 * @param description what it means
 * @param value reads it
 */
public record Figure(String label, String description, Function<SinkMetrics, Number> value) {

    public static final List<Figure> ALL =
            List.of(
                    new Figure(
                            "upserts-total",
                            "Inserted and updated rows that the target has for good, since the task"
                                    + " started",
                            SinkMetrics::upserts),
                    new Figure(
                            "deletes-total",
                            "The same of deleted rows, tombstones among them",
                            SinkMetrics::deletes),
                    new Figure(
                            "truncates-total",
                            "The same of truncated tables",
                            SinkMetrics::truncates),
                    new Figure(
                            "reduced-total",
                            "Changes that were left out because a later one of the same row was in"
                                    + " their batch",
                            SinkMetrics::reducedChanges),
                    new Figure(
                            "repeats-total",
                            "Records that were left out because they had been applied before",
                            SinkMetrics::repeats),
                    new Figure(
                            "stale-total",
                            "Changes that the target left out because it had newer ones of the same"
                                    + " rows; of targets that compare positions",
                            SinkMetrics::staleChanges),
                    new Figure("batches-total", "Batches applied", SinkMetrics::batches),
                    new Figure(
                            "batch-size",
                            "How many changes the latest batch had (bound: batch.size)",
                            SinkMetrics::latestBatch),
                    new Figure(
                            "apply-ms",
                            "How long the target took for it, retries included, in milliseconds",
                            SinkMetrics::latestApplyMillis),
                    new Figure(
                            "apply-ms-avg",
                            "The same, the average of all",
                            SinkMetrics::averageApplyMillis),
                    new Figure(
                            "queue-changes",
                            "How many changes wait for the target (bound: batch.size)",
                            SinkMetrics::queued),
                    new Figure(
                            "retrying",
                            "1 while the target fails and is tried again, else 0",
                            SinkMetrics::isRetrying),
                    new Figure(
                            "retries-total",
                            "Failures after which the target was tried again",
                            SinkMetrics::retries),
                    new Figure(
                            "reported-total",
                            "Bad records that went to the dead-letter queue",
                            SinkMetrics::reportedRecords),
                    new Figure(
                            "skipped-total",
                            "Bad records that were left out",
                            SinkMetrics::skippedRecords),
                    new Figure(
                            "position",
                            "The position of the latest change that the target has for good; -1"
                                    + " while none is known",
                            SinkMetrics::position));

    Number of(SinkMetrics metrics) {
        return value.apply(metrics);
    }
}
