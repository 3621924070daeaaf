package dev.lockstep.transform;

import dev.lockstep.event.FieldNames;
import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.ChangeTransform;
import dev.lockstep.transform.change.ColumnReader;
import dev.lockstep.transform.change.EntityPatterns;
import dev.lockstep.transform.change.Tombstones;
import dev.lockstep.transform.document.Document;
import dev.lockstep.transform.outbox.EnvelopeBuilder;
import dev.lockstep.transform.outbox.EventTime;
import dev.lockstep.transform.outbox.JsonPayload;
import dev.lockstep.transform.outbox.OutboxColumn;
import dev.lockstep.transform.outbox.OutboxMessage;
import dev.lockstep.transform.outbox.Placement;
import dev.lockstep.transform.outbox.Placement.Place;
import dev.lockstep.transform.route.TopicName;
import dev.lockstep.transform.route.TopicRegex;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Headers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes domain events of the rows that an application inserts into an outbox table, or writes as
 * logical messages. What else happens to such a table is no event: deletes and truncates, which
 * clean it up, are dropped.
 *
 * @param <R> the record type of the connector
 */
public final class FromOutbox<R extends ConnectRecord<R>> extends ChangeTransform<R> {

    private static final Logger log = LoggerFactory.getLogger(FromOutbox.class);

    private static final String ID_HEADER = "id";
    private static final String TYPE_HEADER = "type";

    private final ColumnReader eventTime = new ColumnReader(FieldNames.TS_MS);
    private final Tombstones deletes = new Tombstones();

    private EntityPatterns tables;
    private boolean takesAllTables;
    private String onUpdate;

    private OutboxColumn id;
    private OutboxColumn key;
    private OutboxColumn payload;
    private OutboxColumn route;

    /** These are null where they are not wanted. */
    private OutboxMessage messages;

    private OutboxColumn type;
    private OutboxColumn timestamp;
    private OutboxColumn version;

    private List<Placement> placements;
    private boolean failsOnMissing;
    private EnvelopeBuilder envelope;
    private TopicRegex topics;
    private boolean makesTombstones;
    private boolean expands;
    private JsonPayload json;

    @Override
    protected ConfigDef definition() {
        return FromOutboxOptions.definition();
    }

    @Override
    protected void configure(AbstractConfig options) {
        tables = EntityPatterns.of(options.getList(FromOutboxOptions.TABLES));
        String prefix = options.getString(FromOutboxOptions.MESSAGES);
        messages = prefix.isEmpty() ? null : new OutboxMessage(prefix);
        takesAllTables = tables.isEmpty() && messages == null;
        onUpdate = options.getString(FromOutboxOptions.UPDATES);
        id = column(options, FromOutboxOptions.ID);
        key = column(options, FromOutboxOptions.KEY);
        payload = column(options, FromOutboxOptions.PAYLOAD);
        route = column(options, FromOutboxOptions.ROUTE);
        type = column(options, FromOutboxOptions.TYPE);
        timestamp = column(options, FromOutboxOptions.TIMESTAMP);
        version = column(options, FromOutboxOptions.VERSION);
        placements =
                options.getList(FromOutboxOptions.PLACEMENT).stream()
                        .map(Placement::parse)
                        .toList();
        failsOnMissing =
                options.getString(FromOutboxOptions.MISSING).equals(FromOutboxOptions.ERROR);
        envelope = new EnvelopeBuilder(placed(Place.ENVELOPE));
        topics = topics(options);
        makesTombstones = options.getBoolean(FromOutboxOptions.TOMBSTONES);
        expands = options.getBoolean(FromOutboxOptions.EXPAND);
        String nulls = options.getString(FromOutboxOptions.NULLS);
        json = new JsonPayload(nulls.equals(FromOutboxOptions.OPTIONAL_BYTES));
    }

    private static OutboxColumn column(AbstractConfig options, String option) {
        String name = options.getString(option);
        return name.isEmpty() ? null : new OutboxColumn(name);
    }

    private List<Placement> placed(Place place) {
        return placements.stream().filter(placed -> placed.place() == place).toList();
    }

    private static TopicRegex topics(AbstractConfig options) {
        String replacement = options.getString(FromOutboxOptions.REPLACEMENT);
        try {
            return new TopicRegex(options.getString(FromOutboxOptions.REGEX), replacement);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    FromOutboxOptions.REPLACEMENT, replacement, e.getMessage() + ".");
        }
    }

    @Override
    protected R apply(R record, Change change) {
        if (change.operation() == Operation.MESSAGE) {
            return messages != null && messages.isOne(change)
                    ? event(record, change, messages.row(change))
                    : record;
        }
        boolean isOutbox = takesAllTables || tables.match(change);
        if (change.operation() == Operation.DELETE) {
            deletes.afterDelete(record, isOutbox);
        }
        return isOutbox ? fromTable(record, change) : record;
    }

    @Override
    protected R applyToTombstone(R record) {
        return takesAllTables || deletes.follows(record) ? null : record;
    }

    private R fromTable(R record, Change change) {
        return switch (change.operation()) {
            case INSERT, READ -> event(record, change, row(change.afterImage()));
            case UPDATE -> updated(record);
            default -> null;
        };
    }

    /** A document is read once, not once per column. */
    private static Object row(Object image) {
        return image instanceof String text ? Document.readPlain(text) : image;
    }

    private R updated(R record) {
        if (onUpdate.equals(FromOutboxOptions.FATAL)) {
            throw failure(
                    record,
                    "an outbox row was updated, which is no event",
                    "Insert a row per event, or set " + FromOutboxOptions.UPDATES + ".");
        }
        String line = "Dropped the update of an outbox row in topic {}: only inserts are events.";
        if (onUpdate.equals(FromOutboxOptions.ERROR)) {
            log.error(line, record.topic());
        } else {
            log.warn(line, record.topic());
        }
        return null;
    }

    private R event(R record, Change change, Object row) {
        Object eventId = required(record, row, id, FromOutboxOptions.ID);
        Object eventKey = required(record, row, key, FromOutboxOptions.KEY);
        String routedBy = route(record, row);
        String topic = topic(record, routedBy);
        SchemaAndValue value = value(record, change, row, routedBy);
        Headers headers = record.headers().duplicate();
        headers.add(ID_HEADER, eventId, id.schema(row, eventId));
        if (type != null && type.isIn(row)) {
            Object name = type.read(row);
            headers.add(TYPE_HEADER, name, type.schema(row, name));
        }
        Integer partition = place(record, row, headers);
        return record.newRecord(
                topic,
                partition,
                eventKey == null ? null : key.schema(row, eventKey),
                eventKey,
                value.schema(),
                value.value(),
                time(record, change, row),
                headers);
    }

    private Object required(R record, Object row, OutboxColumn column, String option) {
        if (!column.isIn(row)) {
            throw missing(record, column, option);
        }
        return column.read(row);
    }

    private RuntimeException missing(R record, OutboxColumn column, String option) {
        return failure(
                record,
                "the event has no column " + column.name() + ", which " + option + " names",
                "Correct the name, or name the outbox tables by " + FromOutboxOptions.TABLES + ".");
    }

    private String route(R record, Object row) {
        Object value = required(record, row, route, FromOutboxOptions.ROUTE);
        if (value == null) {
            throw failure(
                    record,
                    "the column " + route.name() + ", which routes, is null",
                    "Write it with every row.");
        }
        return value.toString();
    }

    private String topic(R record, String routedBy) {
        String topic = topics.rename(routedBy);
        if (!TopicName.isTopic(topic)) {
            throw failure(
                    record,
                    "what " + FromOutboxOptions.REPLACEMENT + " gives is not the name of a topic",
                    "A topic has 1 to 249 characters and is neither . nor two of them.");
        }
        return topic;
    }

    private SchemaAndValue value(R record, Change change, Object row, String routedBy) {
        Object content = required(record, row, payload, FromOutboxOptions.PAYLOAD);
        boolean isEmpty = content == null || (content instanceof String text && text.isBlank());
        if (isEmpty && makesTombstones) {
            return SchemaAndValue.NULL;
        }
        SchemaAndValue value = payload(record, change, row, content);
        return envelope.isEmpty() ? value : envelope.build(row, value, routedBy, version(row));
    }

    private SchemaAndValue payload(R record, Change change, Object row, Object content) {
        boolean isJson =
                !(row instanceof Struct) && (content instanceof Map || content instanceof List);
        if (!isJson && !(expands && content instanceof String)) {
            return new SchemaAndValue(payload.schema(row, content), content);
        }
        boolean withSchema = change.hasSchema() && (row instanceof Struct || envelope.isEmpty());
        SchemaAndValue expanded =
                isJson
                        ? json.typed(content, payload.name(), withSchema)
                        : json.expand((String) content, payload.name(), withSchema);
        if (expanded == null) {
            log.warn(
                    "The payload of an event in topic {} stays as it is: it is no JSON object or"
                            + " array, or there is no schema for it.",
                    record.topic());
            return new SchemaAndValue(payload.schema(row, content), content);
        }
        return expanded;
    }

    private Integer version(Object row) {
        return version != null && version.read(row) instanceof Number number
                ? (Integer) number.intValue()
                : null;
    }

    /** The partition; headers are added to those given. */
    private Integer place(R record, Object row, Headers headers) {
        Integer partition = record.kafkaPartition();
        for (int i = 0; i < placements.size(); i++) {
            Placement placed = placements.get(i);
            if (!placed.column().isIn(row)) {
                if (failsOnMissing) {
                    throw missing(record, placed.column(), FromOutboxOptions.PLACEMENT);
                }
                continue;
            }
            Object value = placed.column().read(row);
            if (placed.place() == Place.HEADER) {
                headers.add(placed.name(), value, placed.column().schema(row, value));
            } else if (placed.place() == Place.PARTITION && value instanceof Number number) {
                partition = number.intValue();
            }
        }
        return partition;
    }

    private Long time(R record, Change change, Object row) {
        Object value = timestamp == null ? null : timestamp(record, row);
        if (value != null) {
            Long millis = EventTime.millis(value, timestamp.schema(row, value));
            if (millis == null) {
                throw failure(
                        record,
                        "the column "
                                + timestamp.name()
                                + ", which "
                                + FromOutboxOptions.TIMESTAMP
                                + " names, is no point in time whose unit is known",
                        "Use a timestamp column, and timestamptz where events have no schema.");
            }
            return millis;
        }
        return eventTime.read(change.value()) instanceof Long millis ? millis : record.timestamp();
    }

    private Object timestamp(R record, Object row) {
        return required(record, row, timestamp, FromOutboxOptions.TIMESTAMP);
    }
}
