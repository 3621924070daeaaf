package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Origin;
import dev.lockstep.sink.config.ApplyOptions;
import dev.lockstep.sink.config.ErrorsPolicy;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of records that cannot be applied. Called by the task and the apply thread. */
final class BadRecords {

    private static final Logger LOG = LoggerFactory.getLogger(BadRecords.class);

    private final ErrorsPolicy policy;
    private final ErrantRecordReporter reporter;
    private final SinkMetrics metrics;

    /**
     * @throws ConnectException when records are to be reported but there is nowhere to
     */
    BadRecords(ApplyOptions options, SinkTaskContext context, SinkMetrics metrics) {
        this.policy = options.errors();
        this.metrics = metrics;
        this.reporter = policy == ErrorsPolicy.REPORT ? reporter(context) : null;
        if (policy == ErrorsPolicy.REPORT && reporter == null) {
            throw new ConnectException(
                    "Cannot report bad records ("
                            + ApplyOptions.ERRORS
                            + "=report): the connector has no dead-letter queue. Set"
                            + " errors.tolerance=all and errors.deadletterqueue.topic.name, or"
                            + " choose another policy.");
        }
    }

    private static ErrantRecordReporter reporter(SinkTaskContext context) {
        try {
            return context.errantRecordReporter();
        } catch (LinkageError e) {
            LOG.debug("The worker has no reporter of records", e);
            return null;
        }
    }

    /**
     * Deals with a record.
     *
     * @return done when its report, if there is one, is stored
     * @throws ConnectException when the task is to fail
     */
    Future<?> handle(SinkRecord record, Exception cause) {
        return switch (policy) {
            case FAIL -> throw failure(record, cause);
            case REPORT -> {
                metrics.reported();
                yield reporter.report(record, cause);
            }
            case SKIP -> {
                metrics.skipped();
                LOG.warn("Skipped a record ({}): {}", Origin.describe(record), cause.getMessage());
                yield CompletableFuture.completedFuture(null);
            }
        };
    }

    private static ConnectException failure(SinkRecord record, Exception cause) {
        return new ConnectException(
                "Cannot apply a record ("
                        + Origin.describe(record)
                        + "): "
                        + cause.getMessage()
                        + " Correct it at the target or in the configuration, or set "
                        + ApplyOptions.ERRORS
                        + " to report or skip.",
                cause);
    }

    /** Waits until a report is stored. */
    static void await(Future<?> report) throws InterruptedException {
        try {
            report.get();
        } catch (ExecutionException e) {
            throw new ConnectException(
                    "Cannot report a bad record: the dead-letter queue has not taken it. See the"
                            + " worker's log for the cause.",
                    e.getCause());
        }
    }
}
