package dev.lockstep.source.postgres.record;

import dev.lockstep.event.Operation;

/** How many events have been built since they were last taken. Task thread only. */
public final class EventCounts {

    private long inserts;
    private long updates;
    private long deletes;
    private long truncates;
    private long messages;
    private long reads;
    private long failedRows;

    void add(Operation operation) {
        switch (operation) {
            case INSERT -> inserts++;
            case UPDATE -> updates++;
            case DELETE -> deletes++;
            case TRUNCATE -> truncates++;
            case MESSAGE -> messages++;
            case READ -> reads++;
        }
    }

    /** A row went to the topic of those that cannot be converted. */
    void addFailedRow() {
        failedRows++;
    }

    /** Those rows since the last call. */
    public long takeFailedRows() {
        long taken = failedRows;
        failedRows = 0;
        return taken;
    }

    /** The events of an operation since the last call for it. */
    public long take(Operation operation) {
        long taken = count(operation);
        switch (operation) {
            case INSERT -> inserts = 0;
            case UPDATE -> updates = 0;
            case DELETE -> deletes = 0;
            case TRUNCATE -> truncates = 0;
            case MESSAGE -> messages = 0;
            case READ -> reads = 0;
        }
        return taken;
    }

    private long count(Operation operation) {
        return switch (operation) {
            case INSERT -> inserts;
            case UPDATE -> updates;
            case DELETE -> deletes;
            case TRUNCATE -> truncates;
            case MESSAGE -> messages;
            case READ -> reads;
        };
    }
}
