package dev.lockstep.sink.change;

import dev.lockstep.event.Operation;
import dev.lockstep.sink.config.KeyMode;
import dev.lockstep.sink.config.RecordOptions;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Says what a record asks of a target: events of Lockstep and of every Debezium connector, rows
 * flattened from them, tombstones; with schema or without. Called by one thread. What depends on a
 * schema is worked out once per schema.
 *
 * <p>A tombstone deletes by its key, for a compacted topic may have nothing else left of a row. The
 * one that follows a delete of the same key has nothing to add; another one stands where its header
 * says, if it has one.
 */
public final class ChangeDecoder {

    private final KeyForms keys;
    private final Tables tables;
    private final EventReader events = new EventReader();
    private final boolean deletes;
    private final boolean truncates;
    private final KeyMode mode;

    /** Of each partition the record before, if it was a delete. */
    private final Map<TopicPartition, SinkRecord> latestDeletes = new HashMap<>();

    /** For targets that need to know rows as they are after a change. */
    public ChangeDecoder(RecordOptions options) {
        this(options, false);
    }

    /**
     * A decoder.
     *
     * @param before whether changes are to tell what a row was before, too
     */
    public ChangeDecoder(RecordOptions options, boolean before) {
        this.keys = new KeyForms(options.keyMode(), options.keyFields());
        this.deletes = options.deletes() && !options.keyMode().appends();
        this.truncates = options.truncates();
        this.mode = options.keyMode();
        Set<String> metadata = new HashSet<>(FlatLayout.NOTES);
        if (deletes) {
            metadata.add(FlatLayout.DELETED);
        }
        this.tables = new Tables(options, new Placeholder(options.placeholder()), metadata, before);
    }

    /**
     * What a record asks for.
     *
     * @throws UnreadableRecordException when it cannot be told
     */
    public Change decode(SinkRecord record) {
        Object value = record.value();
        if (value == null) {
            return tombstone(record);
        }
        if (!latestDeletes.isEmpty()) {
            latestDeletes.remove(partition(record));
        }
        Event event;
        if (value instanceof Struct struct) {
            event = events.read(struct);
        } else if (value instanceof Map<?, ?> map) {
            event = events.read(map);
        } else {
            throw new UnreadableRecordException(
                    record,
                    "its value is neither an event nor a row but a " + value.getClass().getName(),
                    "Set the converter that the topic was written with.");
        }
        return event == null ? nothing(record, Place.NOWHERE) : change(record, event);
    }

    private static Nothing nothing(SinkRecord record, Place place) {
        return new Nothing(record, place);
    }

    private Change change(SinkRecord record, Event event) {
        Operation operation = event.operation() == null ? Operation.UPDATE : event.operation();
        if (operation == Operation.MESSAGE) {
            return nothing(record, event.place());
        }
        RowDecoder rows =
                tables.of(record.topic(), event.database(), event.schema(), event.table());
        if (operation == Operation.DELETE) {
            latestDeletes.put(partition(record), record);
        }
        if (!rows.isIncluded()) {
            return nothing(record, event.place());
        }
        return switch (operation) {
            case TRUNCATE ->
                    truncates
                            ? new Truncate(record, event.place(), rows.table())
                            : nothing(record, event.place());
            case DELETE -> delete(record, event, rows);
            default -> upsert(record, event, operation, rows);
        };
    }

    private Change upsert(SinkRecord record, Event event, Operation operation, RowDecoder rows) {
        KeyForm key = keys.of(record);
        boolean isKnown = event.operation() != null || !key.isNone();
        return rows.upsert(
                record,
                event.place(),
                isKnown ? operation : Operation.INSERT,
                key,
                new RowDecoder.Told(
                        row(record, event),
                        event.unavailable() instanceof Collection<?> names ? names : null,
                        event.placeholders()
                                && (operation != Operation.INSERT || KeyChange.ends(record)),
                        event.exactTexts(),
                        event.isFlat() ? null : event.before()));
    }

    private static Object row(SinkRecord record, Event event) {
        Object row = event.after();
        if (row instanceof Struct || row instanceof Map<?, ?>) {
            return row;
        }
        throw new UnreadableRecordException(
                record,
                row == null
                        ? "the event has no row after the change"
                        : "the row is a " + row.getClass().getName() + ", not a set of columns",
                "Let the source send rows, or leave the table out by table.exclude.list.");
    }

    private Change delete(SinkRecord record, Event event, RowDecoder rows) {
        if (!deletes) {
            return event.isFlat()
                    ? upsert(record, event, Operation.UPDATE, rows)
                    : nothing(record, event.place());
        }
        return rows.delete(
                record, event.place(), keys.of(record), event.before(), event.exactTexts());
    }

    private Change tombstone(SinkRecord record) {
        SinkRecord delete = latestDeletes.remove(partition(record));
        String topic = record.topic();
        boolean nothingToAdd =
                !deletes
                        || mode == KeyMode.RECORD_VALUE
                        || (mode == KeyMode.RECORD_KEY && record.key() == null)
                        || (delete != null && follows(delete, record))
                        || tables.isMixed(topic);
        if (nothingToAdd) {
            return nothing(record, Place.NOWHERE);
        }
        RowDecoder only = tables.only(topic);
        RowDecoder rows = only == null ? tables.guess(topic) : only;
        return rows.isIncluded()
                ? rows.delete(record, TombstonePlace.of(record), keys.of(record), null, null)
                : nothing(record, Place.NOWHERE);
    }

    /** Between the two there may be records of other partitions, for polls end anywhere. */
    private static TopicPartition partition(SinkRecord record) {
        return new TopicPartition(Origin.topic(record), Origin.partition(record));
    }

    private static boolean follows(SinkRecord delete, SinkRecord record) {
        return delete.topic().equals(record.topic()) && Objects.equals(record.key(), delete.key());
    }
}
