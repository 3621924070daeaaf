package dev.lockstep.transform.mask;

import dev.lockstep.transform.change.ColumnAction;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * A column under a mask: of type string whatever it was, since what is masked is no number or date
 * any more. Only the mask that leaves nothing keeps the type, and makes it optional.
 */
public final class MaskedColumn {

    /** A column whose values have no text that the mask could be made of. */
    public static final class NoText extends RuntimeException {

        private static final long serialVersionUID = 1;

        NoText() {
            super(null, null, false, false);
        }
    }

    private final Mask mask;
    private final String placeholder;

    /**
     * @param placeholder stands for an unchanged value that the log did not carry, and stays
     */
    public MaskedColumn(Mask mask, String placeholder) {
        this.mask = mask;
        this.placeholder = placeholder;
    }

    /**
     * What becomes of the column.
     *
     * @param schema null without one
     */
    public ColumnAction action(Schema schema) {
        if (mask.text() == null) {
            return ColumnAction.replace(schema == null ? null : optional(schema), this::nothing);
        }
        UnaryOperator<Object> values = value -> masked(value, schema);
        return ColumnAction.replace(schema == null ? null : text(schema), values);
    }

    private Object nothing(Object value) {
        return placeholder.equals(value) ? value : null;
    }

    private Object masked(Object value, Schema schema) {
        if (placeholder.equals(value)) {
            return value;
        }
        if (!mask.readsValue()) {
            return mask.text().apply(null);
        }
        if (value instanceof List || value instanceof Map || value instanceof Struct) {
            throw new NoText();
        }
        return mask.text().apply(ValueText.of(value, schema));
    }

    private static Schema text(Schema schema) {
        return schema.isOptional() ? Schema.OPTIONAL_STRING_SCHEMA : Schema.STRING_SCHEMA;
    }

    private static Schema optional(Schema schema) {
        if (schema.isOptional() && schema.defaultValue() == null) {
            return schema;
        }
        SchemaBuilder copy = copy(schema);
        copy.name(schema.name()).version(schema.version()).doc(schema.doc()).optional();
        return schema.parameters() == null
                ? copy.build()
                : copy.parameters(schema.parameters()).build();
    }

    private static SchemaBuilder copy(Schema schema) {
        return switch (schema.type()) {
            case STRUCT -> {
                SchemaBuilder copy = SchemaBuilder.struct();
                for (Field field : schema.fields()) {
                    copy.field(field.name(), field.schema());
                }
                yield copy;
            }
            case ARRAY -> SchemaBuilder.array(schema.valueSchema());
            case MAP -> SchemaBuilder.map(schema.keySchema(), schema.valueSchema());
            default -> SchemaBuilder.type(schema.type());
        };
    }
}
