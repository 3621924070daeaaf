package dev.lockstep.event;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The records of the transaction topic, as Debezium's {@code provide.transaction.metadata} has
 * them: one where a transaction begins, and one where it ends, with its counts.
 */
public final class TransactionMarkerSchema {

    public static final String BEGIN = "BEGIN";
    public static final String END = "END";

    public static final Schema KEY =
            SchemaBuilder.struct()
                    .name("io.debezium.connector.common.TransactionMetadataKey")
                    .version(1)
                    .field(FieldNames.ID, Schema.STRING_SCHEMA)
                    .build();

    /** How many of the events are of one table. */
    public static final Schema COLLECTION =
            SchemaBuilder.struct()
                    .optional()
                    .name("event.collection")
                    .version(1)
                    .field(FieldNames.DATA_COLLECTION, Schema.STRING_SCHEMA)
                    .field(FieldNames.EVENT_COUNT, Schema.INT64_SCHEMA)
                    .build();

    public static final Schema VALUE =
            SchemaBuilder.struct()
                    .name("io.debezium.connector.common.TransactionMetadataValue")
                    .version(1)
                    .field(FieldNames.STATUS, Schema.STRING_SCHEMA)
                    .field(FieldNames.ID, Schema.STRING_SCHEMA)
                    .field(FieldNames.EVENT_COUNT, Schema.OPTIONAL_INT64_SCHEMA)
                    .field(
                            FieldNames.DATA_COLLECTIONS,
                            SchemaBuilder.array(COLLECTION).optional().build())
                    .field(FieldNames.TS_MS, Schema.INT64_SCHEMA)
                    .build();

    public static final Field KEY_ID = KEY.field(FieldNames.ID);
    public static final Field STATUS = VALUE.field(FieldNames.STATUS);
    public static final Field ID = VALUE.field(FieldNames.ID);
    public static final Field EVENT_COUNT = VALUE.field(FieldNames.EVENT_COUNT);
    public static final Field DATA_COLLECTIONS = VALUE.field(FieldNames.DATA_COLLECTIONS);
    public static final Field TS_MS = VALUE.field(FieldNames.TS_MS);
    public static final Field COLLECTION_NAME = COLLECTION.field(FieldNames.DATA_COLLECTION);
    public static final Field COLLECTION_COUNT = COLLECTION.field(FieldNames.EVENT_COUNT);

    private TransactionMarkerSchema() {}
}
