package dev.lockstep.transform.entityevent;

import dev.lockstep.event.FieldNames;
import dev.lockstep.event.SchemaCache;
import dev.lockstep.transform.change.StructLayout;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Writes the shape: a Struct for events with schema, else a Map, with the same fields. */
public final class EntityEventForm {

    private static final String ENVELOPE_SUFFIX = ".Envelope";
    private static final String NAME = "EntityEvent";

    private static final List<String> FIELDS =
            List.of(
                    "id",
                    "lsn",
                    "timestamp",
                    "entity",
                    "entity_id",
                    "operation",
                    "old_data",
                    "new_data",
                    "changed_fields",
                    "transaction_id",
                    "source",
                    "correlation_id");

    private static final Schema CHANGED_FIELDS =
            SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build();

    private final SchemaCache<Layout> layouts = new SchemaCache<>(Layout::of);

    /** What there is to say of an event; all but id and operation may be null. */
    public record Facts(
            String id,
            Long lsn,
            Long timestamp,
            String entity,
            String entityId,
            String operation,
            Object oldData,
            Object newData,
            List<String> changedFields,
            String transactionId,
            String source,
            String correlationId) {

        /** In the order of the fields. */
        private Object[] values() {
            return new Object[] {
                id,
                lsn,
                timestamp,
                entity,
                entityId,
                operation,
                oldData,
                newData,
                changedFields,
                transactionId,
                source,
                correlationId
            };
        }
    }

    /** The schema of the shape for one schema of envelopes, with its fields at hand. */
    private record Layout(StructLayout target, List<Field> fields) {

        static Layout of(Schema envelope) {
            Field before = envelope.field(FieldNames.BEFORE);
            Field after = envelope.field(FieldNames.AFTER);
            Schema schema =
                    SchemaBuilder.struct()
                            .name(name(envelope.name()))
                            .field("id", Schema.STRING_SCHEMA)
                            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
                            .field("timestamp", Schema.OPTIONAL_INT64_SCHEMA)
                            .field("entity", Schema.OPTIONAL_STRING_SCHEMA)
                            .field("entity_id", Schema.OPTIONAL_STRING_SCHEMA)
                            .field("operation", Schema.STRING_SCHEMA)
                            .field("old_data", image(before))
                            .field(
                                    "new_data",
                                    image(
                                            after == null
                                                    ? envelope.field(FieldNames.MESSAGE)
                                                    : after))
                            .field("changed_fields", CHANGED_FIELDS)
                            .field("transaction_id", Schema.OPTIONAL_STRING_SCHEMA)
                            .field("source", Schema.OPTIONAL_STRING_SCHEMA)
                            .field("correlation_id", Schema.OPTIONAL_STRING_SCHEMA)
                            .build();
            return new Layout(new StructLayout(schema), schema.fields());
        }

        /** A logical message has no images. */
        private static Schema image(Field image) {
            return image == null ? Schema.OPTIONAL_STRING_SCHEMA : image.schema();
        }

        private static String name(String envelope) {
            if (envelope == null) {
                return NAME;
            }
            return envelope.endsWith(ENVELOPE_SUFFIX)
                    ? envelope.substring(0, envelope.length() - ENVELOPE_SUFFIX.length() + 1) + NAME
                    : envelope + "." + NAME;
        }
    }

    /** For an event whose envelope has a schema. */
    public Struct struct(Schema envelope, Facts facts) {
        Layout layout = layouts.get(envelope);
        Struct event = layout.target.struct();
        Object[] values = facts.values();
        for (int i = 0; i < values.length; i++) {
            event.put(layout.fields.get(i), values[i]);
        }
        return event;
    }

    /** For an event without schema. */
    public static Map<String, Object> map(Facts facts) {
        Map<String, Object> event = new LinkedHashMap<>();
        Object[] values = facts.values();
        for (int i = 0; i < values.length; i++) {
            event.put(FIELDS.get(i), values[i]);
        }
        return event;
    }
}
