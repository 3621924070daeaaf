package dev.lockstep.source.postgres.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;

import dev.lockstep.event.Operation;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What events look like and which topics they go to. */
public final class EventOptions {

    public static final String TOPIC_PREFIX = "topic.prefix";
    public static final String TOPIC_DELIMITER = "topic.delimiter";
    public static final String TOMBSTONES = "tombstones.on.delete";
    public static final String OPERATIONS = "operations";
    public static final String SKIPPED_OPERATIONS = "skipped.operations";
    public static final String IMAGE = "image";
    public static final String ERRORS_POLICY = "errors.policy";
    public static final String UNAVAILABLE_POLICY = "unavailable.policy";
    public static final String TRANSACTION_METADATA = "provide.transaction.metadata";
    public static final String HEARTBEAT_INTERVAL = "heartbeat.interval.ms";
    public static final String HEARTBEAT_PREFIX = "topic.heartbeat.prefix";

    private static final String GROUP = "Events";
    private static final String FAIL = "fail";
    private static final String TO_TOPIC = "topic";
    private static final String PLACEHOLDER = "placeholder";
    private static final String RESELECT = "reselect";
    private static final String[] IMAGES =
            Arrays.stream(ImageMode.values()).map(ImageMode::toString).toArray(String[]::new);

    private static final Validator OPERATION_LIST =
            LambdaValidator.with(
                    OperationList::check,
                    () -> "insert, update, delete, truncate, read, message, or none");
    private static final Validator OPERATION_LIST_OR_NOTHING =
            LambdaValidator.with(
                    (key, value) -> {
                        if (value == null || !((String) value).isBlank()) {
                            OperationList.check(key, value);
                        }
                    },
                    () -> "insert, update, delete, truncate, read, message, or empty");

    private final AbstractConfig config;

    EventOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        int order = 0;
        definition
                .define(
                        TOPIC_PREFIX,
                        Type.STRING,
                        NO_DEFAULT_VALUE,
                        TopicOptions.PART,
                        HIGH,
                        "Names this database in events and begins the name of every topic; each"
                                + " connector needs its own, and changing it starts afresh.",
                        GROUP,
                        ++order,
                        Width.MEDIUM,
                        "Topic prefix")
                .define(
                        TOPIC_DELIMITER,
                        Type.STRING,
                        ".",
                        TopicOptions.PART,
                        LOW,
                        "Separates prefix, schema and table in a topic's name.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Topic delimiter")
                .define(
                        TOMBSTONES,
                        Type.BOOLEAN,
                        true,
                        MEDIUM,
                        "Follows each delete event with a record of the same key and no value, so"
                                + " that log compaction can forget the key.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Tombstones")
                .define(
                        OPERATIONS,
                        Type.STRING,
                        "",
                        OPERATION_LIST_OR_NOTHING,
                        MEDIUM,
                        "Lists the operations to capture, separated by commas: insert, update,"
                                + " delete, truncate, read (rows of a snapshot), message; codes"
                                + " (c, u, d, t, r, m) and INSERT, MODIFY, REMOVE are understood"
                                + " too, and empty leaves it to skipped.operations.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Operations")
                .define(
                        SKIPPED_OPERATIONS,
                        Type.STRING,
                        "t",
                        OPERATION_LIST,
                        MEDIUM,
                        "Lists the operations to leave out, separated by commas: c (insert),"
                                + " u (update), d (delete), t (truncate), r (read), m (message), or"
                                + " none to leave out nothing.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Skipped operations")
                .define(
                        IMAGE,
                        Type.STRING,
                        ImageMode.NEW_AND_OLD.toString(),
                        OneOf.of(IMAGES),
                        MEDIUM,
                        "Selects the images of a row that events carry: new_and_old fills before"
                                + " and after, new only after, old only before, keys_only neither,"
                                + " so that the record key alone names the row.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Images")
                .define(
                        TRANSACTION_METADATA,
                        Type.BOOLEAN,
                        false,
                        MEDIUM,
                        "Puts into each event its transaction and its place in it, and tells in the"
                                + " transaction topic where transactions begin and end, with the"
                                + " number of their events.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Transaction metadata")
                .define(
                        ERRORS_POLICY,
                        Type.STRING,
                        FAIL,
                        OneOf.of(FAIL, TO_TOPIC),
                        MEDIUM,
                        "Selects what happens to a row that cannot be converted: fail stops the"
                                + " task and names its place, topic hands it out in full, with"
                                + " place and reason, to errors.topic and goes on.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Errors policy")
                .define(
                        UNAVAILABLE_POLICY,
                        Type.STRING,
                        PLACEHOLDER,
                        OneOf.of(PLACEHOLDER, RESELECT),
                        MEDIUM,
                        "Selects what happens to an unchanged out-of-line value that the log does"
                                + " not carry: placeholder names its column in unavailable_fields,"
                                + " reselect reads it from the table where it is certain that the"
                                + " value is still the same.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Unavailable policy")
                .define(
                        HEARTBEAT_INTERVAL,
                        Type.LONG,
                        10_000L,
                        Range.atLeast(0),
                        MEDIUM,
                        "Sets how often, in milliseconds, a heartbeat record stores the position"
                                + " while the log moves on without a captured change, so that the"
                                + " server can drop that log; 0 turns heartbeats off.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Heartbeat interval")
                .define(
                        HEARTBEAT_PREFIX,
                        Type.STRING,
                        "__debezium-heartbeat",
                        TopicOptions.PART,
                        LOW,
                        "Begins the name of the heartbeat topic, which ends with the topic prefix.",
                        GROUP,
                        ++order,
                        Width.MEDIUM,
                        "Heartbeat topic prefix");
    }

    public String topicPrefix() {
        return config.getString(TOPIC_PREFIX);
    }

    public String topicDelimiter() {
        return config.getString(TOPIC_DELIMITER);
    }

    public boolean tombstones() {
        return config.getBoolean(TOMBSTONES);
    }

    /** Whether changes of this kind become events. */
    public boolean captures(Operation operation) {
        String included = config.getString(OPERATIONS);
        return included.isBlank()
                ? !OperationList.parse(config.getString(SKIPPED_OPERATIONS)).contains(operation)
                : OperationList.parse(included).contains(operation);
    }

    public ImageMode image() {
        String option = config.getString(IMAGE);
        return Arrays.stream(ImageMode.values())
                .filter(mode -> mode.toString().equalsIgnoreCase(option))
                .findFirst()
                .orElseThrow();
    }

    /** Whether events and a topic of their own tell about transactions. */
    public boolean transactionMetadata() {
        return config.getBoolean(TRANSACTION_METADATA);
    }

    /** Whether rows that cannot be converted go to a topic, rather than stop the task. */
    public boolean divertsErrors() {
        return config.getString(ERRORS_POLICY).equalsIgnoreCase(TO_TOPIC);
    }

    /** Whether values that the log does not carry are read from the table. */
    public boolean reselects() {
        return config.getString(UNAVAILABLE_POLICY).equalsIgnoreCase(RESELECT)
                && image().after()
                && captures(Operation.UPDATE);
    }

    List<Problem> problems() {
        boolean both =
                !config.getString(OPERATIONS).isBlank()
                        && config.originals().containsKey(SKIPPED_OPERATIONS);
        return both
                ? List.of(
                        new Problem(
                                OPERATIONS,
                                "Cannot use operations together with skipped.operations: one list"
                                        + " decides. Remove one of them."))
                : List.of();
    }

    /** How often a heartbeat may be written; zero for never. */
    public Duration heartbeatInterval() {
        return Duration.ofMillis(config.getLong(HEARTBEAT_INTERVAL));
    }

    public String heartbeatTopic() {
        return config.getString(HEARTBEAT_PREFIX) + topicDelimiter() + topicPrefix();
    }
}
