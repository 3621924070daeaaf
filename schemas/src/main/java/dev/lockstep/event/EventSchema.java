package dev.lockstep.event;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The envelope of the events of one table, with its fields ready for {@code Struct.put(Field,
 * Object)}. A truncate uses it too, without images.
 *
 * <p>Built once per version of a table and immutable. The Structs put into it must carry the very
 * schema objects found here ({@link #row()}, {@link SourceSchema#SCHEMA}, {@link
 * TransactionSchema#SCHEMA}): Connect then compares them by identity, not field by field.
 */
public final class EventSchema {

    private static final Schema STRINGS =
            SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build();
    private static final Schema STRING_BY_STRING =
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).optional().build();

    private final Schema row;
    private final Schema value;
    private final Field before;
    private final Field after;
    private final Field source;
    private final Field transaction;
    private final Field op;
    private final Field tsMs;
    private final Field tsUs;
    private final Field tsNs;
    private final Field changedFields;
    private final Field unavailableFields;
    private final Field exactValues;

    private EventSchema(Schema row, Schema value) {
        this.row = row;
        this.value = value;
        this.before = value.field(FieldNames.BEFORE);
        this.after = value.field(FieldNames.AFTER);
        this.source = value.field(FieldNames.SOURCE);
        this.transaction = value.field(FieldNames.TRANSACTION);
        this.op = value.field(FieldNames.OP);
        this.tsMs = value.field(FieldNames.TS_MS);
        this.tsUs = value.field(FieldNames.TS_US);
        this.tsNs = value.field(FieldNames.TS_NS);
        this.changedFields = value.field(FieldNames.CHANGED_FIELDS);
        this.unavailableFields = value.field(FieldNames.UNAVAILABLE_FIELDS);
        this.exactValues = value.field(FieldNames.EXACT_VALUES);
    }

    /** The envelope of a topic whose rows have the given schema: an optional struct. */
    public static EventSchema of(String topic, Schema row) {
        if (row.type() != Schema.Type.STRUCT || !row.isOptional()) {
            throw new IllegalArgumentException(
                    "Cannot build the event schema of topic "
                            + topic
                            + ": its row schema is not an optional struct. Start from"
                            + " EventSchema.row(topic).");
        }
        Schema value =
                SchemaBuilder.struct()
                        .name(topic + ".Envelope")
                        .version(2)
                        .field(FieldNames.BEFORE, row)
                        .field(FieldNames.AFTER, row)
                        .field(FieldNames.SOURCE, SourceSchema.SCHEMA)
                        .field(FieldNames.TRANSACTION, TransactionSchema.SCHEMA)
                        .field(FieldNames.OP, Schema.STRING_SCHEMA)
                        .field(FieldNames.TS_MS, Schema.OPTIONAL_INT64_SCHEMA)
                        .field(FieldNames.TS_US, Schema.OPTIONAL_INT64_SCHEMA)
                        .field(FieldNames.TS_NS, Schema.OPTIONAL_INT64_SCHEMA)
                        .field(FieldNames.CHANGED_FIELDS, STRINGS)
                        .field(FieldNames.UNAVAILABLE_FIELDS, STRINGS)
                        .field(FieldNames.EXACT_VALUES, STRING_BY_STRING)
                        .build();
        return new EventSchema(row, value);
    }

    /**
     * Starts the row schema of a topic. Its columns are to be optional, except those of the key,
     * and without defaults: Connect would put a default in place of a null, and the before image of
     * a delete holds nothing but the replica identity.
     */
    public static SchemaBuilder row(String topic) {
        return SchemaBuilder.struct().name(topic + ".Value").optional();
    }

    /** Starts the key schema of a topic. */
    public static SchemaBuilder key(String topic) {
        return SchemaBuilder.struct().name(topic + ".Key");
    }

    public Schema row() {
        return row;
    }

    /** The envelope itself. */
    public Schema value() {
        return value;
    }

    public Field before() {
        return before;
    }

    public Field after() {
        return after;
    }

    public Field source() {
        return source;
    }

    public Field transaction() {
        return transaction;
    }

    public Field op() {
        return op;
    }

    public Field tsMs() {
        return tsMs;
    }

    public Field tsUs() {
        return tsUs;
    }

    public Field tsNs() {
        return tsNs;
    }

    /** Names of the columns an update changed; known only with a full before image. */
    public Field changedFields() {
        return changedFields;
    }

    /** Names of the columns whose unchanged value the log did not carry. */
    public Field unavailableFields() {
        return unavailableFields;
    }

    /**
     * PostgreSQL's text of the values that the Connect type of their column cannot carry exactly,
     * under {@code before.<column>} and {@code after.<column>}.
     */
    public Field exactValues() {
        return exactValues;
    }
}
