package dev.lockstep.transform.change;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Copies structs of one schema into another: the fields of equal name, each as it is. A null stays
 * a null, whatever default the schema carries.
 */
public final class StructCopier {

    private record Step(Field from, Field to, boolean hasDefault, boolean sameSchema) {}

    private final StructLayout target;
    private final List<Step> steps = new ArrayList<>();

    /**
     * @param fields which of the fields that both have are copied
     */
    public StructCopier(Schema source, Schema target, Predicate<String> fields) {
        this.target = new StructLayout(target);
        for (Field from : source.fields()) {
            Field to = target.field(from.name());
            if (to != null && fields.test(from.name())) {
                boolean hasDefault = from.schema().defaultValue() != null;
                boolean sameSchema = from.schema().equals(to.schema());
                steps.add(new Step(from, to, hasDefault, sameSchema));
            }
        }
    }

    /** Starts a schema with the name, version, parameters and optionality of another. */
    public static SchemaBuilder like(Schema schema) {
        SchemaBuilder builder =
                SchemaBuilder.struct()
                        .name(schema.name())
                        .version(schema.version())
                        .doc(schema.doc());
        if (schema.parameters() != null) {
            builder.parameters(schema.parameters());
        }
        return schema.isOptional() ? builder.optional() : builder;
    }

    /** A new struct with what is copied; the other fields are to be put. */
    public Struct copy(Struct source) {
        CheckedStruct copy = new CheckedStruct(target);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            Object value = value(source, step);
            if (step.sameSchema) {
                copy.take(step.to.index(), value);
            } else {
                copy.put(step.to, value);
            }
        }
        return copy;
    }

    private static Object value(Struct source, Step step) {
        return step.hasDefault ? source.getWithoutDefault(step.from.name()) : source.get(step.from);
    }
}
