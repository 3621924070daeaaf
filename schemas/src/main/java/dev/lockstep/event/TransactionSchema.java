package dev.lockstep.event;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** The transaction block of an event, as Debezium's {@code provide.transaction.metadata} has it. */
public final class TransactionSchema {

    public static final Schema SCHEMA =
            SchemaBuilder.struct()
                    .optional()
                    .name("event.block")
                    .version(1)
                    .field(FieldNames.ID, Schema.STRING_SCHEMA)
                    .field(FieldNames.TOTAL_ORDER, Schema.INT64_SCHEMA)
                    .field(FieldNames.DATA_COLLECTION_ORDER, Schema.INT64_SCHEMA)
                    .build();

    public static final Field ID = SCHEMA.field(FieldNames.ID);
    public static final Field TOTAL_ORDER = SCHEMA.field(FieldNames.TOTAL_ORDER);
    public static final Field DATA_COLLECTION_ORDER =
            SCHEMA.field(FieldNames.DATA_COLLECTION_ORDER);

    private TransactionSchema() {}
}
