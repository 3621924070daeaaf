package dev.lockstep.transform.change;

import dev.lockstep.event.FieldNames;
import dev.lockstep.event.Operation;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Where the parts of a change event stand in one schema; worked out once per schema. */
final class EnvelopeLayout {

    private final Field op;
    private final Field source;
    private final Field before;
    private final Field after;
    private final Field changed;
    private final Field unavailable;
    private final Field database;
    private final Field schema;
    private final Field table;
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
        database = envelope ? text(source.schema(), FieldNames.DB) : null;
        schema = envelope ? text(source.schema(), FieldNames.SCHEMA) : null;
        Field named = envelope ? text(source.schema(), FieldNames.TABLE) : null;
        table = envelope && named == null ? text(source.schema(), FieldNames.COLLECTION) : named;
        timed = envelope && value.field(FieldNames.TS_MS) != null;
        message = envelope && value.field(FieldNames.MESSAGE) != null;
    }

    static EnvelopeLayout of(Schema value) {
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

    private static Field text(Schema block, String name) {
        Field field = block.field(name);
        return field != null && field.schema().type() == Schema.Type.STRING ? field : null;
    }

    /** The change that a value of this schema is; null when it is none. */
    Change read(Struct value) {
        if (op == null || !(value.get(op) instanceof String code)) {
            return null;
        }
        Operation operation = Operation.lookup(code);
        if (operation == null
                || !hasContent(operation)
                || !(value.get(source) instanceof Struct block)) {
            return null;
        }
        return new Change(this, value, block, operation);
    }

    private boolean hasContent(Operation operation) {
        return switch (operation) {
            case INSERT, UPDATE, READ -> after != null;
            case DELETE -> before != null || timed;
            case TRUNCATE -> true;
            case MESSAGE -> message;
        };
    }

    Object before(Struct value) {
        return before == null ? null : value.get(before);
    }

    Object after(Struct value) {
        return after == null ? null : value.get(after);
    }

    /** Whether events of the schema name the changed columns wherever they are known. */
    boolean tellsChangedFields() {
        return changed != null;
    }

    Object changedFields(Struct value) {
        return changed == null ? null : value.get(changed);
    }

    Object unavailableFields(Struct value) {
        return unavailable == null ? null : value.get(unavailable);
    }

    String database(Struct block) {
        return database == null ? null : (String) block.get(database);
    }

    String schema(Struct block) {
        return schema == null ? null : (String) block.get(schema);
    }

    String table(Struct block) {
        return table == null ? null : (String) block.get(table);
    }
}
