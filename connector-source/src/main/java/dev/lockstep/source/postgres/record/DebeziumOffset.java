package dev.lockstep.source.postgres.record;

import dev.lockstep.source.postgres.record.SourceOffset.History;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Reads the offsets that Debezium's PostgreSQL connector stores, so that a connector can go on
 * where that one has stopped.
 *
 * <p>{@code lsn_commit} is the end of the last transaction whose commit Debezium had seen:
 * everything up to there is in Kafka, and nothing is acknowledged to the server beyond it. Of the
 * transaction after it, the records up to {@code lsn} are in Kafka too, whether that was its last
 * or not. So reading starts at {@code lsn_commit}, and that one transaction comes again. Before the
 * first commit there is only the place of the latest change ({@code lsn_proc}), in a transaction
 * that commits later, or the place of the snapshot ({@code lsn}).
 */
final class DebeziumOffset {

    private static final String LAST_COMMIT = "lsn_commit";
    private static final String LAST_PROCESSED = "lsn_proc";
    private static final String LSN = "lsn";
    private static final String SNAPSHOT = "snapshot";
    private static final String SNAPSHOT_COMPLETED = "snapshot_completed";
    private static final String LAST_SNAPSHOT_RECORD = "last_snapshot_record";
    private static final String INCREMENTAL_SNAPSHOT = "incremental_snapshot_collections";

    private DebeziumOffset() {}

    /** Ours say which server they belong to, or where they end; Debezium's say neither. */
    static boolean matches(Map<String, ?> stored) {
        return !stored.containsKey(SourceOffset.SYSTEM_ID)
                && !stored.containsKey(SourceOffset.COMMIT_LSN)
                && !stored.containsKey(SourceOffset.END_LSN)
                && (isNumber(stored, LAST_COMMIT)
                        || isNumber(stored, LAST_PROCESSED)
                        || isNumber(stored, LSN));
    }

    /**
     * The place from which nothing is missing.
     *
     * @throws ConnectException when a snapshot was not complete
     */
    static SourceOffset read(Map<String, ?> stored) {
        if (stored.get(SNAPSHOT) != null
                && !Boolean.TRUE.equals(stored.get(SNAPSHOT_COMPLETED))
                && !Boolean.TRUE.equals(stored.get(LAST_SNAPSHOT_RECORD))) {
            throw unfinished("snapshot");
        }
        if (stored.get(INCREMENTAL_SNAPSHOT) != null) {
            throw unfinished("incremental snapshot");
        }
        for (String key : new String[] {LAST_COMMIT, LAST_PROCESSED, LSN}) {
            if (isNumber(stored, key)) {
                long place = ((Number) stored.get(key)).longValue();
                return SourceOffset.between(
                        History.UNKNOWN, place, key.equals(LAST_COMMIT) ? place : 0);
            }
        }
        throw new IllegalArgumentException("Not an offset of Debezium's");
    }

    private static boolean isNumber(Map<String, ?> stored, String key) {
        return stored.get(key) instanceof Number;
    }

    private static ConnectException unfinished(String what) {
        return new ConnectException(
                "Cannot resume from the stored offset: Debezium's connector wrote it while its "
                        + what
                        + " was not complete, and only that connector knows what is missing. Let it"
                        + " finish under its former connector.class, or delete the offsets (DELETE"
                        + " /connectors/<name>/offsets) to begin as start.position says.");
    }
}
