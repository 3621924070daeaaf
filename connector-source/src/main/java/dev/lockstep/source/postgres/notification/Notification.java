package dev.lockstep.source.postgres.notification;

import java.util.Map;

/**
 * Something that happened to a snapshot.
 *
 * @param id of the signal that asked for it, or a random one
 * @param aggregateType the kind of snapshot
 * @param type what happened
 * @param data details by name
 */
public record Notification(String id, String aggregateType, String type, Map<String, String> data) {

    public static final String INITIAL_SNAPSHOT = "Initial Snapshot";
    public static final String INCREMENTAL_SNAPSHOT = "Incremental Snapshot";
}
