package dev.lockstep.sink.config;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** How changes are applied: in what batches, what is tried again, what becomes of bad records. */
public final class ApplyOptions {

    public static final String MODE = "apply.mode";
    public static final String BATCH_SIZE = "batch.size";
    public static final String QUEUE_BYTES = "max.queue.size.in.bytes";
    public static final String ERRORS = "errors.policy";
    public static final String MAX_RETRIES = "max.retries";
    public static final String BACKOFF = "retry.backoff.ms";
    public static final String BACKOFF_MAX = "retry.backoff.max.ms";

    private static final String BATCHES = "Batches";
    private static final String FAILURES = "Failures";

    private final AbstractConfig config;
    private final int requests;

    /**
     * @param config of a definition that {@link #define} has added to
     */
    public ApplyOptions(AbstractConfig config) {
        this(config, 1);
    }

    /**
     * @param config of a definition that one of the defining methods has added to
     * @param requests how many of its batches a target takes at once
     */
    public ApplyOptions(AbstractConfig config, int requests) {
        this.config = config;
        this.requests = requests;
    }

    /** Adds the options to a connector's whose target has transactions. */
    public static ConfigDef define(ConfigDef definition) {
        definition.define(
                MODE,
                Type.STRING,
                "batch",
                OneOf.of(ApplyMode.class),
                Importance.HIGH,
                "Decides what one transaction of the target holds: batch means whatever has queued"
                        + " up, transaction means whole transactions of the source, for which all"
                        + " changes must come by one partition (topic.mode=log at the source).",
                BATCHES,
                1,
                Width.MEDIUM,
                "Transactions");
        defineBatches(
                definition,
                5_000,
                "Bounds how many changes are applied at once, and how many more wait to be;"
                        + " changes never wait for a batch to fill, and a larger transaction of"
                        + " the source is applied in parts, in one transaction of the target.");
        defineFailures(definition);
        return definition;
    }

    /**
     * Adds the options to a connector's whose target has no transactions.
     *
     * @param batchSize the default
     * @param batchSizeDoc what a batch is for this target, in one sentence
     */
    public static ConfigDef defineWithoutTransactions(
            ConfigDef definition, int batchSize, String batchSizeDoc) {
        defineBatches(definition, batchSize, batchSizeDoc);
        defineFailures(definition);
        return definition;
    }

    private static void defineBatches(ConfigDef definition, int batchSize, String batchSizeDoc) {
        definition
                .define(
                        BATCH_SIZE,
                        Type.INT,
                        batchSize,
                        Range.between(1, 1_000_000),
                        Importance.MEDIUM,
                        batchSizeDoc,
                        BATCHES,
                        2,
                        Width.SHORT,
                        "Batch size")
                .define(
                        QUEUE_BYTES,
                        Type.LONG,
                        64L * 1024 * 1024,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Bounds how many bytes of changes wait, roughly counted; what Kafka Connect"
                                + " hands over at once always passes.",
                        BATCHES,
                        3,
                        Width.SHORT,
                        "Queue bytes");
    }

    private static void defineFailures(ConfigDef definition) {
        definition
                .define(
                        ERRORS,
                        Type.STRING,
                        "fail",
                        OneOf.of(ErrorsPolicy.class),
                        Importance.MEDIUM,
                        "Decides what becomes of a record that cannot be applied: fail stops the"
                                + " task before it, report sends it to the dead-letter queue, skip"
                                + " leaves it out with a line in the log.",
                        FAILURES,
                        1,
                        Width.MEDIUM,
                        "Bad records")
                .define(
                        MAX_RETRIES,
                        Type.INT,
                        -1,
                        Range.atLeast(-1),
                        Importance.MEDIUM,
                        "Bounds how often a batch is tried again after failures that may pass by"
                                + " themselves; -1 means for ever.",
                        FAILURES,
                        2,
                        Width.SHORT,
                        "Retries")
                .define(
                        BACKOFF,
                        Type.LONG,
                        300L,
                        Range.between(1, 3_600_000),
                        Importance.LOW,
                        "Gives the wait before the first retry, in milliseconds; it doubles with"
                                + " each further one.",
                        FAILURES,
                        3,
                        Width.SHORT,
                        "Backoff")
                .define(
                        BACKOFF_MAX,
                        Type.LONG,
                        10_000L,
                        Range.between(1, 3_600_000),
                        Importance.LOW,
                        "Bounds the wait between retries, in milliseconds.",
                        FAILURES,
                        4,
                        Width.SHORT,
                        "Largest backoff");
    }

    public ApplyMode mode() {
        return config.values().containsKey(MODE)
                ? OneOf.parse(ApplyMode.class, config.getString(MODE))
                : ApplyMode.BATCH;
    }

    /** How many changes the target is given at once, in as many requests as it likes. */
    public int batchSize() {
        return Math.multiplyExact(config.getInt(BATCH_SIZE), requests);
    }

    public long queueBytes() {
        return config.getLong(QUEUE_BYTES);
    }

    public ErrorsPolicy errors() {
        return OneOf.parse(ErrorsPolicy.class, config.getString(ERRORS));
    }

    /** Below 0 for no bound. */
    public int maxRetries() {
        return config.getInt(MAX_RETRIES);
    }

    public Duration backoff() {
        return Duration.ofMillis(config.getLong(BACKOFF));
    }

    public Duration maxBackoff() {
        return Duration.ofMillis(config.getLong(BACKOFF_MAX));
    }

    /** What is wrong with these options together, and with Connect's own beside them. */
    public List<Problem> problems() {
        if (errors() != ErrorsPolicy.REPORT) {
            return List.of();
        }
        Object queue = config.originals().get("errors.deadletterqueue.topic.name");
        Object tolerance = config.originals().get("errors.tolerance");
        if (queue == null || queue.toString().isBlank() || !"all".equals(tolerance)) {
            return List.of(
                    new Problem(
                            ERRORS,
                            "report needs a dead-letter queue. Set errors.tolerance=all and"
                                    + " errors.deadletterqueue.topic.name, or choose another"
                                    + " policy."));
        }
        return List.of();
    }
}
