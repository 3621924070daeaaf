package dev.lockstep.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * A read-only view of one change event, of Lockstep or of any Debezium connector, with schema or
 * without.
 *
 * <p>Nothing is copied: the view reads from the record's value when asked, by any thread.
 */
public final class ChangeEvent {

    private final Operation operation;
    private final Row envelope;
    private final Row source;

    private ChangeEvent(Operation operation, Row envelope, Row source) {
        this.operation = operation;
        this.envelope = envelope;
        this.source = source;
    }

    /**
     * The change event that a record's value is; empty for anything else: null, scalars, flattened
     * rows.
     */
    public static Optional<ChangeEvent> of(Object value) {
        if (value instanceof Struct struct) {
            return looksLikeEnvelope(struct.schema()) ? read(Row.of(struct)) : Optional.empty();
        }
        return value instanceof Map<?, ?> map ? read(Row.of(map)) : Optional.empty();
    }

    /** Rejects the schema of a plain row before any value is read. */
    private static boolean looksLikeEnvelope(Schema schema) {
        Field op = schema.field(FieldNames.OP);
        Field source = schema.field(FieldNames.SOURCE);
        return op != null
                && source != null
                && op.schema().type() == Schema.Type.STRING
                && source.schema().type() == Schema.Type.STRUCT;
    }

    private static Optional<ChangeEvent> read(Row envelope) {
        Operation operation =
                envelope.value(FieldNames.OP) instanceof String code
                        ? Operation.lookup(code)
                        : null;
        Row source = operation == null ? null : Values.block(envelope, FieldNames.SOURCE);
        if (source == null || !hasContent(envelope, operation)) {
            return Optional.empty();
        }
        return Optional.of(new ChangeEvent(operation, envelope, source));
    }

    /** A converter may leave out null images, but an event of a row has the one that matters. */
    private static boolean hasContent(Row envelope, Operation operation) {
        return switch (operation) {
            case INSERT, UPDATE, READ -> envelope.has(FieldNames.AFTER);
            case DELETE -> envelope.has(FieldNames.BEFORE) || envelope.has(FieldNames.TS_MS);
            case TRUNCATE -> true;
            case MESSAGE -> envelope.has(FieldNames.MESSAGE);
        };
    }

    public Operation operation() {
        return operation;
    }

    public SourceBlock source() {
        return new SourceBlock(source);
    }

    /** The row before the change: whole, or only its replica identity, as the table is set up. */
    public Optional<Row> before() {
        return Optional.ofNullable(Values.block(envelope, FieldNames.BEFORE));
    }

    /** The row after the change. */
    public Optional<Row> after() {
        return Optional.ofNullable(Values.block(envelope, FieldNames.AFTER));
    }

    /** The image before the change where it is a JSON text, as MongoDB's are. */
    public Optional<String> beforeDocument() {
        return Values.text(envelope, FieldNames.BEFORE);
    }

    /** The image after the change where it is a JSON text, as MongoDB's are. */
    public Optional<String> afterDocument() {
        return Values.text(envelope, FieldNames.AFTER);
    }

    /** The logical message of a {@link Operation#MESSAGE}: {@code prefix} and {@code content}. */
    public Optional<Row> message() {
        return Optional.ofNullable(Values.block(envelope, FieldNames.MESSAGE));
    }

    /** When the connector made the event. */
    public OptionalLong timestampMillis() {
        return Values.number(envelope, FieldNames.TS_MS);
    }

    public OptionalLong timestampMicros() {
        return Values.number(envelope, FieldNames.TS_US);
    }

    public OptionalLong timestampNanos() {
        return Values.number(envelope, FieldNames.TS_NS);
    }

    /** The id in the transaction block, where the connector provides one. */
    public Optional<String> transactionId() {
        Row transaction = transaction();
        return transaction == null ? Optional.empty() : Values.text(transaction, FieldNames.ID);
    }

    /** The place of the event among all events of its transaction. */
    public OptionalLong transactionOrder() {
        Row transaction = transaction();
        return transaction == null
                ? OptionalLong.empty()
                : Values.number(transaction, FieldNames.TOTAL_ORDER);
    }

    /** Names of the columns the update changed; empty where the connector does not say. */
    public List<String> changedFields() {
        return Values.texts(envelope, FieldNames.CHANGED_FIELDS);
    }

    /** Names of the columns whose value the log did not carry; empty in events of others. */
    public List<String> unavailableFields() {
        return Values.texts(envelope, FieldNames.UNAVAILABLE_FIELDS);
    }

    /**
     * PostgreSQL's text of values that the Connect type cannot carry exactly, under {@code
     * before.<column>} and {@code after.<column>}.
     */
    public Map<String, String> exactValues() {
        return Values.textByText(envelope, FieldNames.EXACT_VALUES);
    }

    private Row transaction() {
        return Values.block(envelope, FieldNames.TRANSACTION);
    }
}
