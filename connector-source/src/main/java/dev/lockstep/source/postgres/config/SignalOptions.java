package dev.lockstep.source.postgres.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidList;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Where signals come from, how ad hoc snapshots read, and who hears of them. */
public final class SignalOptions {

    public static final String CHANNELS = "signal.enabled.channels";
    public static final String TABLE = "signal.data.collection";
    public static final String TOPIC = "signal.kafka.topic";
    public static final String BOOTSTRAP_SERVERS = "signal.kafka.bootstrap.servers";
    public static final String GROUP_ID = "signal.kafka.groupId";
    public static final String CHUNK_SIZE = "incremental.snapshot.chunk.size";
    public static final String NOTIFICATION_CHANNELS = "notification.enabled.channels";
    public static final String NOTIFICATION_TOPIC = "notification.sink.topic.name";

    /** Everything after this prefix goes to the consumer of the signal topic as it is. */
    public static final String CONSUMER_PREFIX = "signal.consumer.";

    private static final String GROUP = "Signals";
    private static final String SOURCE = "source";
    private static final String KAFKA = "kafka";
    private static final String LOG = "log";
    private static final String SINK = "sink";

    private final AbstractConfig config;

    SignalOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        int order = 0;
        definition.define(
                CHANNELS,
                Type.LIST,
                SOURCE,
                ValidList.in(SOURCE, KAFKA),
                MEDIUM,
                "Lists where signals come from, separated by commas: source for the signal table,"
                        + " kafka for the signal topic.",
                GROUP,
                ++order,
                Width.SHORT,
                "Signal channels");
        text(
                definition,
                TABLE,
                ++order,
                "Names the table whose inserted rows (id, type, data) are signals, as schema.table;"
                        + " without one the source channel is off.");
        text(
                definition,
                TOPIC,
                ++order,
                "Names the topic of one partition whose records with the topic prefix as key are"
                        + " signals; <topic.prefix>-signal if left out.");
        text(
                definition,
                BOOTSTRAP_SERVERS,
                ++order,
                "Lists the brokers of the signal topic, as host:port, separated by commas.");
        text(
                definition,
                GROUP_ID,
                ++order,
                "Names the consumer group under which the place in the signal topic is committed;"
                        + " <topic.prefix>-signal if left out.");
        definition.define(
                CHUNK_SIZE,
                Type.INT,
                1024,
                Range.between(1, 1_000_000),
                MEDIUM,
                "Sets how many rows an incremental snapshot reads at a time, and thus how many it"
                        + " keeps in memory.",
                GROUP,
                ++order,
                Width.SHORT,
                "Chunk size");
        definition.define(
                NOTIFICATION_CHANNELS,
                Type.LIST,
                "",
                ValidList.in(LOG, SINK),
                LOW,
                "Lists where notifications about snapshots go, separated by commas: log for the"
                        + " worker's log, sink for the notification topic.",
                GROUP,
                ++order,
                Width.SHORT,
                "Notification channels");
        text(
                definition,
                NOTIFICATION_TOPIC,
                ++order,
                "Names the topic of notifications; needed by the sink channel.");
    }

    private static void text(ConfigDef definition, String key, int order, String doc) {
        definition.define(
                key,
                Type.STRING,
                "",
                new ConfigDef.NonNullValidator(),
                LOW,
                doc,
                GROUP,
                order,
                Width.MEDIUM,
                key.replace('.', ' '));
    }

    /** Whether a signal can come at all. */
    public boolean enabled() {
        return usesTopic() || !table().isEmpty();
    }

    /** The signal table as {@code schema.table}; empty for none. */
    public String table() {
        return config.getList(CHANNELS).contains(SOURCE) ? config.getString(TABLE).strip() : "";
    }

    public boolean usesTopic() {
        return config.getList(CHANNELS).contains(KAFKA);
    }

    public String topic() {
        return orSignal(TOPIC);
    }

    private String orSignal(String key) {
        String value = config.getString(key).strip();
        return value.isEmpty() ? config.getString(EventOptions.TOPIC_PREFIX) + "-signal" : value;
    }

    /** What the consumer of the signal topic is made with. */
    public Map<String, Object> consumerProperties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", config.getString(BOOTSTRAP_SERVERS));
        properties.put("group.id", orSignal(GROUP_ID));
        properties.put("auto.offset.reset", "earliest");
        properties.put("isolation.level", "read_committed");
        properties.putAll(config.originalsWithPrefix(CONSUMER_PREFIX));
        properties.put("enable.auto.commit", false);
        properties.put("key.deserializer", StringDeserializer.class);
        properties.put("value.deserializer", StringDeserializer.class);
        return properties;
    }

    public int chunkSize() {
        return config.getInt(CHUNK_SIZE);
    }

    /** Whether anybody hears of snapshots. */
    public boolean notifies() {
        return notifiesLog() || notifiesTopic();
    }

    public boolean notifiesLog() {
        return config.getList(NOTIFICATION_CHANNELS).contains(LOG);
    }

    public boolean notifiesTopic() {
        return config.getList(NOTIFICATION_CHANNELS).contains(SINK);
    }

    public String notificationTopic() {
        return config.getString(NOTIFICATION_TOPIC).strip();
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (usesTopic()
                && config.getString(BOOTSTRAP_SERVERS).isBlank()
                && !config.originals().containsKey(CONSUMER_PREFIX + "bootstrap.servers")) {
            problems.add(
                    new Problem(
                            BOOTSTRAP_SERVERS,
                            "Cannot read the signal topic without brokers: set "
                                    + BOOTSTRAP_SERVERS
                                    + ", or leave kafka out of "
                                    + CHANNELS
                                    + "."));
        }
        if (!table().isEmpty() && !table().contains(".")) {
            problems.add(
                    new Problem(
                            TABLE,
                            "Cannot find the signal table without its schema: write "
                                    + TABLE
                                    + " as schema.table."));
        }
        if (notifiesTopic() && notificationTopic().isEmpty()) {
            problems.add(
                    new Problem(
                            NOTIFICATION_TOPIC,
                            "Cannot send notifications without a topic: set "
                                    + NOTIFICATION_TOPIC
                                    + ", or leave sink out of "
                                    + NOTIFICATION_CHANNELS
                                    + "."));
        }
        return problems;
    }
}
