package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.notification.Notification;
import dev.lockstep.source.postgres.notification.Notifications;
import java.util.Map;
import java.util.UUID;

/** Tells users how an incremental snapshot gets on, in Debezium's words. */
final class SnapshotNews {

    private static final String TABLES = "data_collections";

    private final Notifications notifications;

    SnapshotNews(Notifications notifications) {
        this.notifications = notifications;
    }

    /** A snapshot that nobody has asked for by a signal. */
    void initial(String type) {
        notifications.send(
                new Notification(
                        UUID.randomUUID().toString(),
                        Notification.INITIAL_SNAPSHOT,
                        type,
                        Map.of()));
    }

    void started(Request request) {
        send(request, "STARTED", Map.of(TABLES, request.tableList()));
    }

    void paused(Request request) {
        send(request, "PAUSED", Map.of(TABLES, request.tableList()));
    }

    void resumed(Request request) {
        send(request, "RESUMED", Map.of(TABLES, request.tableList()));
    }

    void aborted(Request request) {
        send(request, "ABORTED", Map.of(TABLES, request.tableList()));
    }

    void completed(Request request) {
        send(request, "COMPLETED", Map.of());
    }

    void inProgress(Request request, TableProgress progress) {
        send(
                request,
                "IN_PROGRESS",
                Map.of(
                        TABLES,
                        request.tableList(),
                        "current_collection_in_progress",
                        request.tables().get(0).toString(),
                        "maximum_key",
                        String.join(",", progress.max()),
                        "last_processed_key",
                        String.join(",", progress.last())));
    }

    void tableCompleted(Request request, long rows, String status) {
        send(
                request,
                "TABLE_SCAN_COMPLETED",
                Map.of(
                        TABLES,
                        request.tableList(),
                        "scanned_collection",
                        request.tables().get(0).toString(),
                        "total_rows_scanned",
                        Long.toString(rows),
                        "status",
                        status));
    }

    private void send(Request request, String type, Map<String, String> data) {
        notifications.send(
                new Notification(
                        request.id(),
                        request.asked().blocking()
                                ? Notification.INITIAL_SNAPSHOT
                                : Notification.INCREMENTAL_SNAPSHOT,
                        type,
                        data));
    }
}
