package dev.lockstep.sink.change;

import dev.lockstep.event.ChangeEvent;
import dev.lockstep.event.EnvelopeLayout;
import dev.lockstep.event.FieldNames;
import dev.lockstep.event.Operation;
import dev.lockstep.event.SchemaCache;
import dev.lockstep.event.SourceLayout;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Reads values: envelopes and flattened rows, with schema and without. */
final class EventReader {

    private static final String SNAPSHOT_END = "last";
    private static final String INCREMENTAL = "incremental";

    /** What is worked out once per schema. {@code flat} is null of what tells of no row. */
    private record Form(EnvelopeLayout envelope, FlatLayout flat) {

        static Form of(Schema value) {
            return OtherRecords.areOf(value)
                    ? new Form(null, null)
                    : new Form(EnvelopeLayout.of(value), FlatLayout.of(value));
        }
    }

    private final SchemaCache<Form> forms = new SchemaCache<>(Form::of);

    /** What a Struct tells; null when it tells of no row. */
    Event read(Struct value) {
        Form form = forms.get(value.schema());
        if (form.flat == null) {
            return null;
        }
        Operation operation = form.envelope.operation(value);
        return operation == null
                ? readFlat(form.flat, value)
                : readEnvelope(form.envelope, operation, value);
    }

    private static Event readEnvelope(EnvelopeLayout layout, Operation operation, Struct value) {
        SourceLayout source = layout.source();
        Struct block = layout.source(value);
        return new Event(
                operation,
                layout.before(value),
                layout.after(value),
                layout.unavailableFields(value),
                mayLackValues(operation) && !source.tellsOrdinal(),
                layout.exactValues(value),
                place(source, block, operation),
                source.database(block),
                source.schema(block),
                source.table(block));
    }

    private static Place place(SourceLayout source, Struct block, Operation operation) {
        Place place =
                new Place(
                        source.position(block),
                        source.commitLsn(block),
                        source.last(block) || endsTransaction(source.snapshot(block)));
        return operation == Operation.READ
                ? place
                : place.exactly(source.ordinal(block), source.name(block), source.micros(block));
    }

    private static boolean endsTransaction(Object marker) {
        return SNAPSHOT_END.equals(marker) || INCREMENTAL.equals(marker);
    }

    private static Event readFlat(FlatLayout layout, Object row) {
        String code = layout.op(row);
        Operation operation = Operation.lookup(code);
        boolean deleted = layout.deleted(row) || operation == Operation.DELETE;
        Object unavailable = layout.unavailableFields(row);
        return new Event(
                deleted ? Operation.DELETE : operation,
                row,
                row,
                unavailable,
                unavailable == null && mayLackValues(operation),
                layout.exactValues(row),
                layout.place(row),
                layout.database(row),
                layout.schema(row),
                layout.table(row));
    }

    /** An insert does when it is what an update has made of a row under another key. */
    private static boolean mayLackValues(Operation operation) {
        return operation == null || operation == Operation.UPDATE || operation == Operation.INSERT;
    }

    /** What a Map tells; null when it tells of no row. */
    Event read(Map<?, ?> value) {
        Optional<ChangeEvent> event = ChangeEvent.of(value);
        if (event.isPresent()) {
            return readEnvelope(event.get(), value, (Map<?, ?>) value.get(FieldNames.SOURCE));
        }
        return OtherRecords.is(value) ? null : readFlat(FlatLayout.OF_MAPS, value);
    }

    private static Event readEnvelope(ChangeEvent event, Map<?, ?> value, Map<?, ?> source) {
        Object unavailable = value.get(FieldNames.UNAVAILABLE_FIELDS);
        boolean tellsUnavailable =
                unavailable instanceof Collection<?> || source.containsKey(FieldNames.ORDINAL);
        return new Event(
                event.operation(),
                value.get(FieldNames.BEFORE),
                value.get(FieldNames.AFTER),
                unavailable,
                mayLackValues(event.operation()) && !tellsUnavailable,
                value.get(FieldNames.EXACT_VALUES),
                place(event, source),
                text(source, FieldNames.DB),
                text(source, FieldNames.SCHEMA),
                source.containsKey(FieldNames.TABLE)
                        ? text(source, FieldNames.TABLE)
                        : text(source, FieldNames.COLLECTION));
    }

    private static Place place(ChangeEvent event, Map<?, ?> source) {
        long position =
                source.get(FieldNames.POSITION) instanceof Long told && told >= 0
                        ? told
                        : event.source().position().orElse(Place.UNKNOWN);
        long commitLsn =
                source.get(FieldNames.COMMIT_LSN) instanceof Long told ? told : Place.UNKNOWN;
        boolean last =
                Boolean.TRUE.equals(source.get(FieldNames.LAST))
                        || endsTransaction(source.get(FieldNames.SNAPSHOT));
        Place place = new Place(position, commitLsn, last);
        return event.operation() == Operation.READ
                ? place
                : place.exactly(
                        number(source, FieldNames.ORDINAL),
                        text(source, FieldNames.NAME),
                        event.source().timestampMicros().orElse(millis(source)));
    }

    private static long millis(Map<?, ?> source) {
        long millis = number(source, FieldNames.TS_MS);
        return millis < 0 ? Place.UNKNOWN : millis * 1_000;
    }

    private static long number(Map<?, ?> block, String name) {
        return block.get(name) instanceof Long told ? told : Place.UNKNOWN;
    }

    private static String text(Map<?, ?> block, String name) {
        return block.get(name) instanceof String text ? text : null;
    }
}
