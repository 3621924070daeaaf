package dev.lockstep.source.postgres.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** What events look like and which topics they go to. */
public final class EventOptions {

    public static final String TOPIC_PREFIX = "topic.prefix";
    public static final String TOPIC_DELIMITER = "topic.delimiter";
    public static final String TOMBSTONES = "tombstones.on.delete";
    public static final String SKIPPED_OPERATIONS = "skipped.operations";
    public static final String HEARTBEAT_INTERVAL = "heartbeat.interval.ms";
    public static final String HEARTBEAT_PREFIX = "topic.heartbeat.prefix";

    private static final String GROUP = "Events";
    private static final String NO_OPERATION = "none";
    private static final Set<String> OPERATIONS = Set.of("c", "u", "d", "t");

    private static final Validator TOPIC_PART =
            LambdaValidator.with(
                    EventOptions::checkTopicPart,
                    () -> "1 to 200 letters, digits, dots, underscores and hyphens");
    private static final Validator OPERATION_LIST =
            LambdaValidator.with(
                    EventOptions::checkOperations,
                    () -> "c, u, d, t, separated by commas; or none");

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
                        TOPIC_PART,
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
                        TOPIC_PART,
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
                        SKIPPED_OPERATIONS,
                        Type.STRING,
                        "t",
                        OPERATION_LIST,
                        MEDIUM,
                        "Lists the operations to leave out, separated by commas: c (insert),"
                                + " u (update), d (delete), t (truncate), or none to leave out"
                                + " nothing.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Skipped operations")
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
                        TOPIC_PART,
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

    /** Whether events of the operation with this letter are left out. */
    public boolean skips(String code) {
        return skipped().contains(code);
    }

    private Set<String> skipped() {
        Set<String> skipped = new TreeSet<>();
        for (String entry : config.getString(SKIPPED_OPERATIONS).split(",", -1)) {
            skipped.add(entry.strip());
        }
        return skipped;
    }

    /** How often a heartbeat may be written; zero for never. */
    public Duration heartbeatInterval() {
        return Duration.ofMillis(config.getLong(HEARTBEAT_INTERVAL));
    }

    public String heartbeatTopic() {
        return config.getString(HEARTBEAT_PREFIX) + topicDelimiter() + topicPrefix();
    }

    private static void checkTopicPart(String key, Object value) {
        String name = (String) value;
        if (name == null || !name.matches("[a-zA-Z0-9._-]{1,200}")) {
            throw new ConfigException(
                    key,
                    value,
                    "topic names consist of letters, digits, dots, underscores and hyphens, and"
                            + " this part of one has at most 200");
        }
    }

    private static void checkOperations(String key, Object value) {
        String list = value == null ? "" : ((String) value).strip();
        boolean known =
                Arrays.stream(list.split(",", -1))
                        .map(String::strip)
                        .allMatch(OPERATIONS::contains);
        if (!known && !list.equals(NO_OPERATION)) {
            throw new ConfigException(
                    key, value, "each entry is one of c, u, d, t, or the whole is none");
        }
    }
}
