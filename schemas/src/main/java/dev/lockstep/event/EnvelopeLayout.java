package dev.lockstep.event;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Where the parts of a change event stand in one schema, of Lockstep or of any Debezium connector.
 * Worked out once per schema and kept (see {@link SchemaCache}), so that events are read without a
 * lookup by name.
 */
public final class EnvelopeLayout {

    private final Field op;
    private final Field source;
    private final Field before;
    private final Field after;
    private final Field changed;
    private final Field unavailable;
    private final Field exact;
    private final SourceLayout block;
    private final boolean timed;
    private final boolean message;

    /** Null in the place of {@code op} marks a schema that is no envelope. */
    private EnvelopeLayout(Schema value) {
        boolean envelope = isEnvelope(value);
        op = envelope ? value.field(FieldNames.OP) : null;
        source = envelope ? value.field(FieldNames.SOURCE) : null;
        before = envelope ? value.field(FieldNames.BEFORE) : null;
        after = envelope ? value.field(FieldNames.AFTER) : null;
        changed = envelope ? value.field(FieldNames.CHANGED_FIELDS) : null;
        unavailable = envelope ? value.field(FieldNames.UNAVAILABLE_FIELDS) : null;
        exact = envelope ? value.field(FieldNames.EXACT_VALUES) : null;
        block = envelope ? new SourceLayout(source.schema()) : null;
        timed = envelope && value.field(FieldNames.TS_MS) != null;
        message = envelope && value.field(FieldNames.MESSAGE) != null;
    }

    public static EnvelopeLayout of(Schema value) {
        return new EnvelopeLayout(value);
    }

    private static boolean isEnvelope(Schema value) {
        if (value.type() != Schema.Type.STRUCT) {
            return false;
        }
        Field op = value.field(FieldNames.OP);
        Field source = value.field(FieldNames.SOURCE);
        return op != null
                && source != null
                && op.schema().type() == Schema.Type.STRING
                && source.schema().type() == Schema.Type.STRUCT;
    }

    /** What a value of this schema does to its row; null when it is no change event. */
    public Operation operation(Struct value) {
        if (op == null || !(value.get(op) instanceof String code)) {
            return null;
        }
        Operation operation = Operation.lookup(code);
        return operation != null && hasContent(operation) && value.get(source) != null
                ? operation
                : null;
    }

    private boolean hasContent(Operation operation) {
        return switch (operation) {
            case INSERT, UPDATE, READ -> after != null;
            case DELETE -> before != null || timed;
            case TRUNCATE -> true;
            case MESSAGE -> message;
        };
    }

    /** The source block of a change event. */
    public Struct source(Struct value) {
        return (Struct) value.get(source);
    }

    /** Where the parts of the source block stand; null when the schema is no envelope. */
    public SourceLayout source() {
        return block;
    }

    /** The image before the change: Struct, MongoDB's JSON text, or null. */
    public Object before(Struct value) {
        return before == null ? null : value.get(before);
    }

    /** The image after the change: Struct, MongoDB's JSON text, or null. */
    public Object after(Struct value) {
        return after == null ? null : value.get(after);
    }

    /** Whether events of the schema name the changed columns wherever they are known. */
    public boolean tellsChangedFields() {
        return changed != null;
    }

    public Object changedFields(Struct value) {
        return changed == null ? null : value.get(changed);
    }

    public Object unavailableFields(Struct value) {
        return unavailable == null ? null : value.get(unavailable);
    }

    /** Exact texts by {@code before.<column>} and {@code after.<column>}; null for none. */
    public Object exactValues(Struct value) {
        return exact == null ? null : value.get(exact);
    }
}
