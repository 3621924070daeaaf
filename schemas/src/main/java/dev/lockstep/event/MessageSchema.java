package dev.lockstep.event;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The envelope of messages written with {@code pg_logical_emit_message}, as Debezium has it: no
 * images, one {@code message} block.
 */
public final class MessageSchema {

    /** Content as the bytes it is ({@code binary.handling.mode=bytes}). */
    public static final MessageSchema BYTES = new MessageSchema(Schema.OPTIONAL_BYTES_SCHEMA);

    /** Content in one of the text forms of {@code binary.handling.mode}. */
    public static final MessageSchema TEXT = new MessageSchema(Schema.OPTIONAL_STRING_SCHEMA);

    public static final Schema KEY =
            SchemaBuilder.struct()
                    .name("io.debezium.connector.postgresql.MessageKey")
                    .version(1)
                    .field(FieldNames.PREFIX, Schema.OPTIONAL_STRING_SCHEMA)
                    .build();

    public static final Field KEY_PREFIX = KEY.field(FieldNames.PREFIX);

    private final Schema block;
    private final Schema value;
    private final Field op;
    private final Field tsMs;
    private final Field source;
    private final Field transaction;
    private final Field message;
    private final Field prefix;
    private final Field content;

    private MessageSchema(Schema contentSchema) {
        this.block = block(contentSchema);
        this.value = value(block);
        this.op = value.field(FieldNames.OP);
        this.tsMs = value.field(FieldNames.TS_MS);
        this.source = value.field(FieldNames.SOURCE);
        this.transaction = value.field(FieldNames.TRANSACTION);
        this.message = value.field(FieldNames.MESSAGE);
        this.prefix = block.field(FieldNames.PREFIX);
        this.content = block.field(FieldNames.CONTENT);
    }

    private static Schema block(Schema contentSchema) {
        return SchemaBuilder.struct()
                .name("io.debezium.connector.postgresql.Message")
                .version(1)
                .field(FieldNames.PREFIX, Schema.OPTIONAL_STRING_SCHEMA)
                .field(FieldNames.CONTENT, contentSchema)
                .build();
    }

    private static Schema value(Schema block) {
        return SchemaBuilder.struct()
                .name("io.debezium.connector.postgresql.MessageValue")
                .version(1)
                .field(FieldNames.OP, Schema.STRING_SCHEMA)
                .field(FieldNames.TS_MS, Schema.OPTIONAL_INT64_SCHEMA)
                .field(FieldNames.SOURCE, SourceSchema.SCHEMA)
                .field(FieldNames.TRANSACTION, TransactionSchema.SCHEMA)
                .field(FieldNames.MESSAGE, block)
                .build();
    }

    /** The envelope itself. */
    public Schema value() {
        return value;
    }

    /** The schema of the {@code message} field. */
    public Schema block() {
        return block;
    }

    public Field op() {
        return op;
    }

    public Field tsMs() {
        return tsMs;
    }

    public Field source() {
        return source;
    }

    public Field transaction() {
        return transaction;
    }

    public Field message() {
        return message;
    }

    /** In the message block. */
    public Field prefix() {
        return prefix;
    }

    /** In the message block. */
    public Field content() {
        return content;
    }
}
