package dev.lockstep.event;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** A version of a table: its columns and key, and the position from which on it holds. */
public final class TableDefinitionSchema {

    public static final Schema COLUMN =
            SchemaBuilder.struct()
                    .name("dev.lockstep.event.ColumnDefinition")
                    .version(1)
                    .field(FieldNames.NAME, Schema.STRING_SCHEMA)
                    .field(FieldNames.TYPE, Schema.STRING_SCHEMA)
                    .field(FieldNames.TYPE_OID, Schema.INT64_SCHEMA)
                    .field(FieldNames.TYPE_MODIFIER, Schema.OPTIONAL_INT32_SCHEMA)
                    .field(FieldNames.NULLABLE, Schema.OPTIONAL_BOOLEAN_SCHEMA)
                    .field(FieldNames.KEY_POSITION, Schema.OPTIONAL_INT32_SCHEMA)
                    .build();

    public static final Schema SCHEMA =
            SchemaBuilder.struct()
                    .name("dev.lockstep.event.TableDefinition")
                    .version(1)
                    .field(FieldNames.SCHEMA, Schema.STRING_SCHEMA)
                    .field(FieldNames.TABLE, Schema.STRING_SCHEMA)
                    .field(FieldNames.EVENT_TOPIC, Schema.STRING_SCHEMA)
                    .field(FieldNames.VERSION, Schema.INT64_SCHEMA)
                    .field(FieldNames.FINGERPRINT, Schema.STRING_SCHEMA)
                    .field(FieldNames.RENAMED_FROM, Schema.OPTIONAL_STRING_SCHEMA)
                    .field(FieldNames.REPLICA_IDENTITY, Schema.STRING_SCHEMA)
                    .field(FieldNames.KEY, SchemaBuilder.array(Schema.STRING_SCHEMA).build())
                    .field(FieldNames.COLUMNS, SchemaBuilder.array(COLUMN).build())
                    .field(FieldNames.COMMIT_LSN, Schema.INT64_SCHEMA)
                    .field(FieldNames.LSN, Schema.INT64_SCHEMA)
                    .field(FieldNames.TS_MS, Schema.INT64_SCHEMA)
                    .build();

    public static final Field SCHEMA_NAME = SCHEMA.field(FieldNames.SCHEMA);
    public static final Field TABLE = SCHEMA.field(FieldNames.TABLE);
    public static final Field EVENT_TOPIC = SCHEMA.field(FieldNames.EVENT_TOPIC);

    /** The position of the first event of this version: it only grows. */
    public static final Field VERSION = SCHEMA.field(FieldNames.VERSION);

    /** Of everything that makes the version: equal exactly when nothing has changed. */
    public static final Field FINGERPRINT = SCHEMA.field(FieldNames.FINGERPRINT);

    public static final Field RENAMED_FROM = SCHEMA.field(FieldNames.RENAMED_FROM);
    public static final Field REPLICA_IDENTITY = SCHEMA.field(FieldNames.REPLICA_IDENTITY);
    public static final Field KEY = SCHEMA.field(FieldNames.KEY);
    public static final Field COLUMNS = SCHEMA.field(FieldNames.COLUMNS);
    public static final Field COMMIT_LSN = SCHEMA.field(FieldNames.COMMIT_LSN);
    public static final Field LSN = SCHEMA.field(FieldNames.LSN);
    public static final Field TS_MS = SCHEMA.field(FieldNames.TS_MS);

    public static final Field COLUMN_NAME = COLUMN.field(FieldNames.NAME);
    public static final Field COLUMN_TYPE = COLUMN.field(FieldNames.TYPE);
    public static final Field COLUMN_TYPE_OID = COLUMN.field(FieldNames.TYPE_OID);
    public static final Field COLUMN_TYPE_MODIFIER = COLUMN.field(FieldNames.TYPE_MODIFIER);
    public static final Field COLUMN_NULLABLE = COLUMN.field(FieldNames.NULLABLE);
    public static final Field COLUMN_KEY_POSITION = COLUMN.field(FieldNames.KEY_POSITION);

    private TableDefinitionSchema() {}
}
