package dev.lockstep.benchmarks.jmh;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;

/** A transform under measurement, and the one that does the same of Kafka or Debezium. */
@SuppressWarnings("ImmutableEnumChecker") // Maps of Map.of, and method references.
public enum Subject {
    KAFKA_FILTER_DROPS(
            Home.KAFKA, Transforms.FILTER, Map.of(), "shop\\.audit\\..*", SampleRecords::update),
    FILTER_ENTITY_DROPS(
            "FilterEntity",
            Map.of("entity.include.list", "audit.*"),
            SampleRecords::update,
            KAFKA_FILTER_DROPS,
            2),
    KAFKA_FILTER_KEEPS(
            Home.KAFKA, Transforms.FILTER, Map.of(), "shop\\.public\\..*", SampleRecords::update),
    FILTER_ENTITY_KEEPS(
            "FilterEntity",
            Map.of("entity.include.list", "public.*"),
            SampleRecords::update,
            KAFKA_FILTER_KEEPS,
            1),
    SCRIPTED_FILTER_DROPS(
            Home.SCRIPTING,
            "io.debezium.transforms.Filter",
            Map.of("language", "jsr223.groovy", "condition", "value.op == 'd'"),
            null,
            SampleRecords::update),
    FILTER_OPERATION_DROPS(
            "FilterOperation",
            Map.of("operation.include.list", "d"),
            SampleRecords::update,
            SCRIPTED_FILTER_DROPS,
            2),
    SCRIPTED_FILTER_COMPARES(
            Home.SCRIPTING,
            "io.debezium.transforms.Filter",
            Map.of(
                    "language",
                    "jsr223.groovy",
                    "condition",
                    "value.op == 'u' && value.before.status != value.after.status &&"
                            + " value.after.status == 'lost'"),
            null,
            SampleRecords::update),
    FILTER_EXPRESSION_DROPS(
            "FilterExpression",
            Map.of(
                    "condition",
                    "op == 'update' && before.status != after.status && after.status == 'lost'"),
            SampleRecords::update,
            SCRIPTED_FILTER_COMPARES,
            2),
    EXTRACT_NEW_RECORD_STATE(
            Home.DEBEZIUM,
            "io.debezium.transforms.ExtractNewRecordState",
            Map.of("add.fields", "op,source.lsn"),
            null,
            SampleRecords::update),
    UNWRAP(
            "Unwrap",
            Map.of("add.fields", "op,source.lsn"),
            SampleRecords::update,
            EXTRACT_NEW_RECORD_STATE,
            1),
    KAFKA_REPLACE_FIELD(
            Home.KAFKA,
            "org.apache.kafka.connect.transforms.ReplaceField$Value",
            Map.of("exclude", "note,email"),
            null,
            SampleRecords::row),
    PROJECT_IMAGE(
            "ProjectImage",
            Map.of("images", "new", "column.exclude.list", "note,email"),
            SampleRecords::update,
            KAFKA_REPLACE_FIELD,
            1),
    KAFKA_MASK_FIELD(
            Home.KAFKA,
            "org.apache.kafka.connect.transforms.MaskField$Value",
            Map.of("fields", "email", "replacement", "****"),
            null,
            SampleRecords::row),
    MASK_FIELD(
            "MaskField",
            Map.of("columns", "orders.email", "key.columns", "keep"),
            SampleRecords::update,
            KAFKA_MASK_FIELD,
            1),
    BY_LOGICAL_TABLE_ROUTER(
            Home.DEBEZIUM,
            "io.debezium.transforms.ByLogicalTableRouter",
            Map.of(
                    "topic.regex",
                    "shop\\.(.*)",
                    "topic.replacement",
                    "cdc.$1",
                    "key.enforce.uniqueness",
                    "false"),
            null,
            SampleRecords::update),
    ROUTE_ENTITY(
            "RouteEntity",
            Map.of("topic", "cdc.${schema}.${table}"),
            SampleRecords::update,
            BY_LOGICAL_TABLE_ROUTER,
            1),
    KAFKA_REGEX_ROUTER(
            Home.KAFKA,
            "org.apache.kafka.connect.transforms.RegexRouter",
            Map.of("regex", "shop\\.(.*)", "replacement", "cdc.$1"),
            null,
            SampleRecords::update),
    ROUTE_ENTITY_BY_REGEX(
            "RouteEntity",
            Map.of("topic.regex", "shop\\.(.*)", "topic.replacement", "cdc.$1"),
            SampleRecords::update,
            KAFKA_REGEX_ROUTER,
            1),
    EXTRACT_CHANGED_RECORD_STATE(
            Home.DEBEZIUM,
            "io.debezium.transforms.ExtractChangedRecordState",
            Map.of("header.changed.name", "Changed"),
            null,
            SampleRecords::update),
    CHANGED_FIELDS(
            "ChangedFields", Map.of(), SampleRecords::update, EXTRACT_CHANGED_RECORD_STATE, 1),
    EVENT_ROUTER(
            Home.DEBEZIUM,
            "io.debezium.transforms.outbox.EventRouter",
            Map.of("table.fields.additional.placement", "type:header:eventType"),
            null,
            SampleRecords::outbox),
    FROM_OUTBOX(
            "FromOutbox",
            Map.of("table.fields.additional.placement", "type:header:eventType"),
            SampleRecords::outbox,
            EVENT_ROUTER,
            1),
    TO_CLOUD_EVENT("ToCloudEvent", Map.of(), SampleRecords::update),
    TO_CLOUD_EVENT_IN_HEADERS(
            "ToCloudEvent", Map.of("content.mode", "binary"), SampleRecords::update),
    TO_ENTITY_EVENT("ToEntityEvent", Map.of(), SampleRecords::update);

    /** Where a class comes from. */
    enum Home {
        LOCKSTEP,
        KAFKA,
        DEBEZIUM,
        SCRIPTING
    }

    /** Names that more than one subject uses; an enum's own constants are not there yet. */
    private static final class Transforms {
        static final String FILTER = "org.apache.kafka.connect.transforms.Filter";
    }

    final Home home;
    final String type;
    final Map<String, String> options;

    /** Of the topics that it sees, or the topics that a filter keeps; null for all. */
    final String topics;

    final Supplier<SourceRecord> record;

    /** Null for a subject that is a peer itself or has none. */
    final Subject peer;

    /** How many times as fast as its peer it is to be. */
    final double target;

    Subject(
            Home home,
            String type,
            Map<String, String> options,
            String topics,
            Supplier<SourceRecord> record) {
        this(home, type, options, topics, record, null, 0);
    }

    Subject(String name, Map<String, String> options, Supplier<SourceRecord> record) {
        this(name, options, record, null, 0);
    }

    Subject(
            String name,
            Map<String, String> options,
            Supplier<SourceRecord> record,
            Subject peer,
            double target) {
        this(Home.LOCKSTEP, "dev.lockstep.transform." + name, options, null, record, peer, target);
    }

    Subject(
            Home home,
            String type,
            Map<String, String> options,
            String topics,
            Supplier<SourceRecord> record,
            Subject peer,
            double target) {
        this.home = home;
        this.type = type;
        this.options = options;
        this.topics = topics;
        this.record = record;
        this.peer = peer;
        this.target = target;
    }

    String title() {
        return type.substring(type.lastIndexOf('.') + 1)
                + (options.isEmpty() ? "" : " " + options)
                + (topics == null ? "" : " unless TopicNameMatches " + topics);
    }
}
