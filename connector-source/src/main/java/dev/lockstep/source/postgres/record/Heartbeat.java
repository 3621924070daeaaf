package dev.lockstep.source.postgres.record;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Stores how far the log has come when no event does. Only a stored position is ever acknowledged
 * to the server: an acknowledgement without one could not be told apart, after a restart, from a
 * slot that somebody else moved on. Used by the task thread only.
 */
final class Heartbeat {

    private static final Schema KEY =
            SchemaBuilder.struct()
                    .name("io.debezium.connector.common.ServerNameKey")
                    .version(1)
                    .field("serverName", Schema.STRING_SCHEMA)
                    .build();

    private static final Schema VALUE =
            SchemaBuilder.struct()
                    .name("io.debezium.connector.common.Heartbeat")
                    .version(1)
                    .field("ts_ms", Schema.INT64_SCHEMA)
                    .build();

    private final String topic;
    private final Struct key;
    private final long intervalMs;

    private long position;
    private long latestMs;
    private boolean wanted;

    /**
     * @param interval the least time between two; zero for none at all
     */
    Heartbeat(String topic, String server, Duration interval) {
        this.topic = topic;
        this.key = new Struct(KEY).put("serverName", server);
        this.intervalMs = interval.toMillis();
    }

    /** Everything that committed before this place has been taken. */
    void idle(long walEnd) {
        if (Long.compareUnsigned(walEnd, position) > 0) {
            position = walEnd;
        }
    }

    long position() {
        return position;
    }

    /** The next one comes although records have come as far: their offsets are not stored. */
    void want() {
        wanted = true;
    }

    /**
     * Whether the log is ahead of what records say, or one is wanted, and the last is long enough
     * ago.
     *
     * @param offset of the latest record
     */
    boolean isDue(long nowMs, SourceOffset offset) {
        return intervalMs > 0
                && nowMs - latestMs >= intervalMs
                && Long.compareUnsigned(position, offset.resumeFrom().value()) >= (wanted ? 0 : 1);
    }

    CapturedRecord record(Map<String, String> partition, SourceOffset offset, long nowMs) {
        latestMs = nowMs;
        wanted = false;
        Struct value = new Struct(VALUE).put("ts_ms", nowMs);
        CapturedRecord record =
                new CapturedRecord(partition, offset, topic, null, KEY, key, VALUE, value, null);
        record.endTransaction();
        return record;
    }
}
