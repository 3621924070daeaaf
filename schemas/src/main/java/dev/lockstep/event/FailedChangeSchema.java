package dev.lockstep.event;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * A change that could not be made into an event: its place, why, and the rows as the source wrote
 * them, column by column as text.
 */
public final class FailedChangeSchema {

    private static final Schema TEXTS =
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                    .optional()
                    .build();
    private static final Schema NAMES =
            SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build();

    public static final Schema SCHEMA =
            SchemaBuilder.struct()
                    .name("dev.lockstep.event.FailedChange")
                    .version(1)
                    .field(FieldNames.BEFORE, TEXTS)
                    .field(FieldNames.AFTER, TEXTS)
                    .field(FieldNames.SOURCE, SourceSchema.SCHEMA)
                    .field(FieldNames.OP, Schema.STRING_SCHEMA)
                    .field(FieldNames.TS_MS, Schema.INT64_SCHEMA)
                    .field(FieldNames.REASON, Schema.STRING_SCHEMA)
                    .field(FieldNames.UNAVAILABLE_FIELDS, NAMES)
                    .field(FieldNames.HEX_FIELDS, NAMES)
                    .build();

    public static final Field BEFORE = SCHEMA.field(FieldNames.BEFORE);
    public static final Field AFTER = SCHEMA.field(FieldNames.AFTER);
    public static final Field SOURCE = SCHEMA.field(FieldNames.SOURCE);
    public static final Field OP = SCHEMA.field(FieldNames.OP);
    public static final Field TS_MS = SCHEMA.field(FieldNames.TS_MS);
    public static final Field REASON = SCHEMA.field(FieldNames.REASON);
    public static final Field UNAVAILABLE_FIELDS = SCHEMA.field(FieldNames.UNAVAILABLE_FIELDS);

    /** Names of the columns whose bytes are no text: they are given in hexadecimal digits. */
    public static final Field HEX_FIELDS = SCHEMA.field(FieldNames.HEX_FIELDS);

    private FailedChangeSchema() {}
}
