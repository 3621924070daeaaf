package dev.lockstep.source.postgres.metrics;

import dev.lockstep.event.Operation;
import java.util.List;
import java.util.function.Function;

/**
 * A figure that is shown.
 *
 * @param label by which dashboards know it
 * @param description what it means
 * @param value reads it
 */
public record Figure(String label, String description, Function<CaptureMetrics, Number> value) {

    public static final List<Figure> ALL =
            List.of(
                    new Figure(
                            "connected",
                            "1 while a session reads the log, 0 while there is none",
                            CaptureMetrics::isConnected),
                    new Figure(
                            "lag-bytes",
                            "How much log there is between what is stored in Kafka and what the"
                                + " server has sent or passed over, in bytes; the server keeps at"
                                + " least that much",
                            CaptureMetrics::lagBytes),
                    new Figure(
                            "lag-ms",
                            "How long after its commit the latest change was handed to Connect, in"
                                    + " milliseconds",
                            CaptureMetrics::lagMillis),
                    new Figure(
                            "commit-to-ack-ms-avg",
                            "How long after its commit a change was acknowledged by Kafka, in"
                                + " milliseconds: the average of about the last minute, one sample"
                                + " per poll",
                            metrics -> metrics.commitToAck().average()),
                    new Figure(
                            "commit-to-ack-ms-max",
                            "The same, the largest",
                            metrics -> metrics.commitToAck().max()),
                    new Figure(
                            "queue-rows",
                            "How many entries of the log wait for the task (bound: max.queue.size)",
                            CaptureMetrics::queueRows),
                    new Figure(
                            "queue-bytes",
                            "How many bytes they hold (bound: max.queue.size.in.bytes)",
                            CaptureMetrics::queueBytes),
                    new Figure(
                            "in-flight-records",
                            "How many records have been handed to Connect and not yet been"
                                    + " acknowledged by Kafka",
                            CaptureMetrics::inFlightRecords),
                    new Figure(
                            "inserts-total",
                            "Insert events since the task started",
                            metrics -> metrics.events(Operation.INSERT)),
                    new Figure(
                            "updates-total",
                            "Update events since the task started",
                            metrics -> metrics.events(Operation.UPDATE)),
                    new Figure(
                            "deletes-total",
                            "Delete events since the task started",
                            metrics -> metrics.events(Operation.DELETE)),
                    new Figure(
                            "truncates-total",
                            "Truncate events since the task started",
                            metrics -> metrics.events(Operation.TRUNCATE)),
                    new Figure(
                            "messages-total",
                            "Events of logical messages since the task started",
                            metrics -> metrics.events(Operation.MESSAGE)),
                    new Figure(
                            "dropped-records-total",
                            "Records that a transform or Connect's error handling left out since"
                                    + " the task started",
                            CaptureMetrics::droppedRecords),
                    new Figure(
                            "failed-rows-total",
                            "Rows of the log and of ad hoc snapshots that could not be converted"
                                    + " and went to errors.topic, since the task started",
                            CaptureMetrics::failedRows),
                    new Figure(
                            "reconnects-total",
                            "Failures after which the task has tried to connect again, since it"
                                    + " started",
                            CaptureMetrics::reconnects),
                    new Figure(
                            "split-transactions-total",
                            "Kafka transactions that ended inside of a transaction of the database,"
                                    + " since the task started",
                            CaptureMetrics::splits),
                    new Figure(
                            "handed-out-lsn",
                            "The place in the log up to which records have been handed to Connect",
                            CaptureMetrics::handedOutLsn),
                    new Figure(
                            "stored-lsn",
                            "The place in the log up to which Connect has stored offsets and the"
                                    + " server may forget",
                            CaptureMetrics::storedLsn),
                    new Figure(
                            "snapshot-running",
                            "1 while a snapshot is read, else 0",
                            CaptureMetrics::isSnapshotRunning),
                    new Figure(
                            "snapshot-rows",
                            "Rows of the latest snapshot so far",
                            CaptureMetrics::snapshotRows),
                    new Figure(
                            "snapshot-rows-estimated",
                            "How many rows it has, by the server's statistics",
                            CaptureMetrics::snapshotEstimatedRows),
                    new Figure(
                            "snapshot-failed-rows",
                            "Rows of it that could not be converted and went to errors.topic",
                            CaptureMetrics::snapshotFailedRows),
                    new Figure(
                            "snapshot-tables",
                            "How many tables it has",
                            CaptureMetrics::snapshotTables),
                    new Figure(
                            "snapshot-tables-done",
                            "How many of them have been read",
                            CaptureMetrics::snapshotTablesDone));

    Number of(CaptureMetrics metrics) {
        return value.apply(metrics);
    }
}
