package dev.lockstep.transform;

import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangeOptions;
import dev.lockstep.transform.change.ChangeTransform;
import dev.lockstep.transform.change.LatestDeletes;
import dev.lockstep.transform.route.KeyField;
import dev.lockstep.transform.route.Template;
import dev.lockstep.transform.route.TopicName;
import dev.lockstep.transform.route.TopicRegex;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.SchemaBuilderException;

/**
 * Decides on the topic and the partition of events, by a template or a regular expression. Logical
 * messages have no table and are left alone, and a tombstone goes where its delete went.
 *
 * @param <R> the record type of the connector
 */
public final class RouteEntity<R extends ConnectRecord<R>> extends ChangeTransform<R> {

    /** These are null where records keep what they have. */
    private Template topics;

    private TopicRegex regex;
    private Template partitionKeys;
    private KeyField keyField;

    private Template keyFieldValues;
    private int partitions;
    private boolean failsOnMissing;
    private final LatestDeletes<Route> deletes = new LatestDeletes<>();

    /**
     * Where a record goes.
     *
     * @param keyField null for none
     */
    private record Route(String topic, Integer partition, String keyField) {}

    @Override
    protected ConfigDef definition() {
        return RouteEntityOptions.definition();
    }

    @Override
    protected void configure(AbstractConfig options) {
        RouteEntityOptions.check(options);
        topics = template(options, RouteEntityOptions.TOPIC, TopicName::legal);
        regex = RouteEntityOptions.regex(options);
        partitionKeys =
                template(options, RouteEntityOptions.PARTITION_KEY, UnaryOperator.identity());
        partitions = options.getInt(RouteEntityOptions.PARTITIONS);
        String name = options.getString(RouteEntityOptions.KEY_FIELD);
        keyField = name.isEmpty() ? null : new KeyField(name);
        keyFieldValues =
                template(options, RouteEntityOptions.KEY_FIELD_VALUE, UnaryOperator.identity());
        failsOnMissing =
                options.getString(ChangeOptions.ON_MISSING_COLUMN).equals(RouteEntityOptions.FAIL);
    }

    private static Template template(
            AbstractConfig options, String option, UnaryOperator<String> finish) {
        String text = options.getString(option);
        return text.isEmpty() ? null : Template.compile(text, finish);
    }

    @Override
    protected R apply(R record, Change change) {
        if (change.operation() == Operation.MESSAGE) {
            return record;
        }
        Route route = route(record, change);
        if (change.operation() == Operation.DELETE) {
            deletes.remember(record, route);
        }
        return route == null ? record : routed(record, route);
    }

    /** Null if the record is to stay as it is because a value is missing. */
    private Route route(R record, Change change) {
        String topic = topic(record, change);
        Integer partition = record.kafkaPartition();
        if (partitionKeys != null) {
            String key = render(partitionKeys, RouteEntityOptions.PARTITION_KEY, record, change);
            partition = key == null ? null : partition(key);
            topic = key == null ? null : topic;
        }
        String field = null;
        if (keyField != null && record.key() != null) {
            field = render(keyFieldValues, RouteEntityOptions.KEY_FIELD_VALUE, record, change);
            topic = field == null ? null : topic;
        }
        return topic == null ? null : new Route(topic, partition, field);
    }

    private String topic(R record, Change change) {
        String topic =
                topics == null
                        ? renamed(record)
                        : render(topics, RouteEntityOptions.TOPIC, record, change);
        if (topic != null && !TopicName.isTopic(topic)) {
            throw failure(
                    record,
                    "what "
                            + (topics == null
                                    ? RouteEntityOptions.REPLACEMENT
                                    : RouteEntityOptions.TOPIC)
                            + " gives is not the name of a topic",
                    "A topic has 1 to 249 characters and is neither . nor two of them.");
        }
        return topic;
    }

    private String renamed(R record) {
        return regex == null ? record.topic() : regex.rename(record.topic());
    }

    private String render(Template template, String option, R record, Change change) {
        String text = template.render(record, change);
        if (text == null && failsOnMissing) {
            throw failure(
                    record,
                    "the event has no value for "
                            + template.missing(record, change)
                            + ", which "
                            + option
                            + " names",
                    "Let the event carry it (for deletes, by REPLICA IDENTITY FULL), or set "
                            + ChangeOptions.ON_MISSING_COLUMN
                            + "="
                            + RouteEntityOptions.IGNORE
                            + ".");
        }
        return text;
    }

    /** As Kafka's producer does it with a key of these bytes. */
    private int partition(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(bytes)) % partitions;
    }

    private R routed(R record, Route route) {
        Object key = route.keyField == null ? record.key() : withField(record, route.keyField);
        Schema keySchema = key instanceof Struct struct ? struct.schema() : record.keySchema();
        return record.newRecord(
                route.topic,
                route.partition,
                keySchema,
                key,
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                record.headers());
    }

    private Object withField(R record, String value) {
        try {
            return keyField.add(record.key(), value);
        } catch (SchemaBuilderException e) {
            throw failure(
                    record,
                    "the key has a field of the name that "
                            + RouteEntityOptions.KEY_FIELD
                            + " gives already",
                    "Choose another name.");
        }
    }

    @Override
    protected R applyToTombstone(R record) {
        Route route = deletes.before(record);
        if (route != null) {
            return routed(record, route);
        }
        return regex == null || partitionKeys != null || keyField != null
                ? record
                : routed(
                        record,
                        new Route(regex.rename(record.topic()), record.kafkaPartition(), null));
    }
}
