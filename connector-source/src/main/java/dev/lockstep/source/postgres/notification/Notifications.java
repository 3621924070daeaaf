package dev.lockstep.source.postgres.notification;

import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.record.Notice;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends notifications where the configuration wants them. Used by the task thread only. */
public final class Notifications {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);

    private static final Schema KEY =
            SchemaBuilder.struct()
                    .name("io.debezium.connector.common.NotificationKey")
                    .version(1)
                    .field("id", Schema.STRING_SCHEMA)
                    .build();

    private static final Schema VALUE =
            SchemaBuilder.struct()
                    .name("io.debezium.connector.common.Notification")
                    .version(1)
                    .field("id", Schema.STRING_SCHEMA)
                    .field("type", Schema.STRING_SCHEMA)
                    .field("aggregate_type", Schema.STRING_SCHEMA)
                    .field(
                            "additional_data",
                            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                                    .optional()
                                    .build())
                    .field("timestamp", Schema.INT64_SCHEMA)
                    .build();

    private final String connector;
    private final boolean toLog;
    private final String topic;
    private final Clock clock;
    private final Queue<Notice> waiting = new ArrayDeque<>();

    public Notifications(PostgresSourceConfig config, Clock clock) {
        this.connector = config.events().topicPrefix();
        this.toLog = config.signals().notifiesLog();
        this.topic = config.signals().notifiesTopic() ? config.signals().notificationTopic() : null;
        this.clock = clock;
    }

    /** Tells it to the log at once, and to the topic with the next records. */
    public void send(Notification notification) {
        Map<String, String> data = new TreeMap<>(notification.data());
        data.put("connector_name", connector);
        if (toLog) {
            LOG.info(
                    "Notification {}: {} {} {}",
                    notification.id(),
                    notification.aggregateType(),
                    notification.type(),
                    data);
        }
        if (topic != null) {
            Struct key = new Struct(KEY).put("id", notification.id());
            Struct value =
                    new Struct(VALUE)
                            .put("id", notification.id())
                            .put("type", notification.type())
                            .put("aggregate_type", notification.aggregateType())
                            .put("additional_data", data)
                            .put("timestamp", clock.millis());
            waiting.add(new Notice(topic, key, value));
        }
    }

    /** The next record for the topic; null for none. */
    public Notice poll() {
        return waiting.poll();
    }
}
