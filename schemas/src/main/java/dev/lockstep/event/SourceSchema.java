package dev.lockstep.event;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The source block of an event: Debezium's for PostgreSQL, field for field, then the exact place of
 * the change.
 *
 * <p>The fields of ours come last and are optional, so that a registry which knows Debezium's block
 * sees a compatible evolution of it.
 */
public final class SourceSchema {

    /** Values of {@code snapshot}, in Debezium's order; the schema lists them for consumers. */
    private static final String SNAPSHOT_VALUES =
            "true,first,first_in_data_collection,last_in_data_collection,last,false,incremental";

    public static final Schema SCHEMA =
            SchemaBuilder.struct()
                    .name("io.debezium.connector.postgresql.Source")
                    .version(1)
                    .field(FieldNames.VERSION, Schema.STRING_SCHEMA)
                    .field(FieldNames.CONNECTOR, Schema.STRING_SCHEMA)
                    .field(FieldNames.NAME, Schema.STRING_SCHEMA)
                    .field(FieldNames.TS_MS, Schema.INT64_SCHEMA)
                    .field(FieldNames.SNAPSHOT, snapshot())
                    .field(FieldNames.DB, Schema.STRING_SCHEMA)
                    .field(FieldNames.SEQUENCE, Schema.OPTIONAL_STRING_SCHEMA)
                    .field(FieldNames.TS_US, Schema.OPTIONAL_INT64_SCHEMA)
                    .field(FieldNames.TS_NS, Schema.OPTIONAL_INT64_SCHEMA)
                    .field(FieldNames.SCHEMA, Schema.STRING_SCHEMA)
                    .field(FieldNames.TABLE, Schema.STRING_SCHEMA)
                    .field(FieldNames.TX_ID, Schema.OPTIONAL_INT64_SCHEMA)
                    .field(FieldNames.LSN, Schema.OPTIONAL_INT64_SCHEMA)
                    .field(FieldNames.XMIN, Schema.OPTIONAL_INT64_SCHEMA)
                    .field(FieldNames.ORIGIN, Schema.OPTIONAL_STRING_SCHEMA)
                    .field(FieldNames.ORIGIN_LSN, Schema.OPTIONAL_INT64_SCHEMA)
                    .field(FieldNames.COMMIT_LSN, Schema.OPTIONAL_INT64_SCHEMA)
                    .field(FieldNames.ORDINAL, Schema.OPTIONAL_INT64_SCHEMA)
                    .field(FieldNames.POSITION, Schema.OPTIONAL_INT64_SCHEMA)
                    .field(FieldNames.LAST, Schema.OPTIONAL_BOOLEAN_SCHEMA)
                    .build();

    public static final Field VERSION = SCHEMA.field(FieldNames.VERSION);
    public static final Field CONNECTOR = SCHEMA.field(FieldNames.CONNECTOR);
    public static final Field NAME = SCHEMA.field(FieldNames.NAME);
    public static final Field TS_MS = SCHEMA.field(FieldNames.TS_MS);
    public static final Field SNAPSHOT = SCHEMA.field(FieldNames.SNAPSHOT);
    public static final Field DB = SCHEMA.field(FieldNames.DB);
    public static final Field SEQUENCE = SCHEMA.field(FieldNames.SEQUENCE);
    public static final Field TS_US = SCHEMA.field(FieldNames.TS_US);
    public static final Field TS_NS = SCHEMA.field(FieldNames.TS_NS);
    public static final Field SCHEMA_NAME = SCHEMA.field(FieldNames.SCHEMA);
    public static final Field TABLE = SCHEMA.field(FieldNames.TABLE);
    public static final Field TX_ID = SCHEMA.field(FieldNames.TX_ID);
    public static final Field LSN = SCHEMA.field(FieldNames.LSN);
    public static final Field XMIN = SCHEMA.field(FieldNames.XMIN);
    public static final Field ORIGIN = SCHEMA.field(FieldNames.ORIGIN);
    public static final Field ORIGIN_LSN = SCHEMA.field(FieldNames.ORIGIN_LSN);
    public static final Field COMMIT_LSN = SCHEMA.field(FieldNames.COMMIT_LSN);
    public static final Field ORDINAL = SCHEMA.field(FieldNames.ORDINAL);
    public static final Field POSITION = SCHEMA.field(FieldNames.POSITION);
    public static final Field LAST = SCHEMA.field(FieldNames.LAST);

    private SourceSchema() {}

    private static Schema snapshot() {
        return SchemaBuilder.string()
                .name("io.debezium.data.Enum")
                .version(1)
                .parameter("allowed", SNAPSHOT_VALUES)
                .defaultValue("false")
                .optional()
                .build();
    }
}
