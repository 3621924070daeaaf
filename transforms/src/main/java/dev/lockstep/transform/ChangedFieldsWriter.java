package dev.lockstep.transform;

import dev.lockstep.event.FieldNames;
import dev.lockstep.event.SchemaCache;
import dev.lockstep.transform.change.StructCopier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Adds {@code changed_fields} to envelopes, in the shape that Lockstep's own events have it. */
final class ChangedFieldsWriter {

    private static final Schema NAMES =
            SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build();

    private record Plan(StructCopier copier, Field changed) {}

    private final SchemaCache<Plan> plans = new SchemaCache<>(ChangedFieldsWriter::plan);

    /**
     * A copy of the envelope with the field at its end. It is there even if it is null, for the
     * events of a topic share one schema.
     */
    Object write(Object envelope, List<String> changed) {
        if (envelope instanceof Struct struct) {
            Plan plan = plans.get(struct.schema());
            return plan.copier.copy(struct).put(plan.changed, changed);
        }
        Map<Object, Object> copy = new LinkedHashMap<>((Map<?, ?>) envelope);
        copy.put(FieldNames.CHANGED_FIELDS, changed);
        return copy;
    }

    private static Plan plan(Schema envelope) {
        SchemaBuilder builder = StructCopier.like(envelope);
        envelope.fields().forEach(field -> builder.field(field.name(), field.schema()));
        Schema target = builder.field(FieldNames.CHANGED_FIELDS, NAMES).build();
        return new Plan(
                new StructCopier(envelope, target, name -> true),
                target.field(FieldNames.CHANGED_FIELDS));
    }
}
