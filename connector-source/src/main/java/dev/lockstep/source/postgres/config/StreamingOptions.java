package dev.lockstep.source.postgres.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** How much is held in memory, how long to wait, how often to try again. */
public final class StreamingOptions {

    public static final String MAX_BATCH_SIZE = "max.batch.size";
    public static final String MAX_QUEUE_SIZE = "max.queue.size";
    public static final String MAX_QUEUE_BYTES = "max.queue.size.in.bytes";
    public static final String POLL_INTERVAL = "poll.interval.ms";
    public static final String TRANSACTION_MAX_ROWS = "kafka.transaction.max.rows";
    public static final String TRANSACTION_MAX_TIME = "kafka.transaction.max.ms";
    public static final String MAX_RETRIES = "errors.max.retries";
    public static final String RETRY_DELAY_INITIAL = "errors.retry.delay.initial.ms";
    public static final String RETRY_DELAY_MAX = "errors.retry.delay.max.ms";

    private static final String GROUP = "Streaming";

    private final AbstractConfig config;

    StreamingOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        int order = 0;
        definition
                .define(
                        MAX_BATCH_SIZE,
                        Type.INT,
                        2048,
                        Range.atLeast(1),
                        MEDIUM,
                        "Bounds how many changes one poll hands to Kafka Connect.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Batch size")
                .define(
                        MAX_QUEUE_SIZE,
                        Type.INT,
                        8192,
                        Range.atLeast(1),
                        MEDIUM,
                        "Bounds how many changes wait between the log reader and the task; twice as"
                                + " many records may be on their way to Kafka.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Queue size")
                .define(
                        MAX_QUEUE_BYTES,
                        Type.LONG,
                        32L * 1024 * 1024,
                        Range.atLeast(0),
                        MEDIUM,
                        "Bounds how many bytes of changes wait between the log reader and the task;"
                                + " a single larger change still passes, and 0 means no bound.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Queue bytes")
                .define(
                        POLL_INTERVAL,
                        Type.LONG,
                        500L,
                        Range.between(1, 3_600_000),
                        LOW,
                        "Bounds how long, in milliseconds, a poll waits for a first change; a"
                                + " change that is there is never kept waiting.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Poll interval")
                .define(
                        TRANSACTION_MAX_ROWS,
                        Type.INT,
                        10_000,
                        Range.atLeast(1),
                        LOW,
                        "Bounds how many records one Kafka transaction holds when"
                                + " transaction.boundary is connector; a transaction of the"
                                + " database with more is split.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Rows of a Kafka transaction")
                .define(
                        TRANSACTION_MAX_TIME,
                        Type.LONG,
                        100L,
                        Range.between(0, 60_000),
                        LOW,
                        "Bounds how long, in milliseconds, transactions of the database are"
                                + " gathered into one Kafka transaction while more are ready, when"
                                + " transaction.boundary is connector.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Time of a Kafka transaction")
                .define(
                        MAX_RETRIES,
                        Type.INT,
                        -1,
                        Range.atLeast(-1),
                        MEDIUM,
                        "Bounds how often in a row the connector reconnects after a failure that"
                                + " may pass; -1 means without end.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Retries")
                .define(
                        RETRY_DELAY_INITIAL,
                        Type.LONG,
                        300L,
                        Range.between(1, 3_600_000),
                        LOW,
                        "Sets the wait before the first reconnect, in milliseconds; it doubles from"
                                + " attempt to attempt.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Initial retry delay")
                .define(
                        RETRY_DELAY_MAX,
                        Type.LONG,
                        10_000L,
                        Range.between(1, 3_600_000),
                        LOW,
                        "Bounds the wait between reconnects, in milliseconds.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Longest retry delay");
    }

    public int maxBatchSize() {
        return config.getInt(MAX_BATCH_SIZE);
    }

    public int maxQueueSize() {
        return config.getInt(MAX_QUEUE_SIZE);
    }

    /** The bound in bytes; {@link Long#MAX_VALUE} for none. */
    public long maxQueueBytes() {
        long bytes = config.getLong(MAX_QUEUE_BYTES);
        return bytes == 0 ? Long.MAX_VALUE : bytes;
    }

    public Duration pollInterval() {
        return Duration.ofMillis(config.getLong(POLL_INTERVAL));
    }

    public int transactionMaxRows() {
        return config.getInt(TRANSACTION_MAX_ROWS);
    }

    public Duration transactionMaxTime() {
        return Duration.ofMillis(config.getLong(TRANSACTION_MAX_TIME));
    }

    /** How often in a row to reconnect; negative for without end. */
    public int maxRetries() {
        return config.getInt(MAX_RETRIES);
    }

    public Duration initialRetryDelay() {
        return Duration.ofMillis(config.getLong(RETRY_DELAY_INITIAL));
    }

    public Duration maxRetryDelay() {
        return Duration.ofMillis(config.getLong(RETRY_DELAY_MAX));
    }

    List<Problem> problems() {
        if (maxQueueSize() < maxBatchSize()) {
            return List.of(
                    new Problem(
                            MAX_QUEUE_SIZE,
                            "Cannot fill a batch of "
                                    + maxBatchSize()
                                    + " from a queue of "
                                    + maxQueueSize()
                                    + ". Set "
                                    + MAX_QUEUE_SIZE
                                    + " to at least "
                                    + MAX_BATCH_SIZE
                                    + "."));
        }
        return List.of();
    }
}
