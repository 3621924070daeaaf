package dev.lockstep.event;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The key of records about a table rather than about a row of it. */
public final class TableKeySchema {

    public static final Schema SCHEMA =
            SchemaBuilder.struct()
                    .name("dev.lockstep.event.TableKey")
                    .version(1)
                    .field(FieldNames.SCHEMA, Schema.STRING_SCHEMA)
                    .field(FieldNames.TABLE, Schema.STRING_SCHEMA)
                    .build();

    private static final Field SCHEMA_NAME = SCHEMA.field(FieldNames.SCHEMA);
    private static final Field TABLE = SCHEMA.field(FieldNames.TABLE);

    private TableKeySchema() {}

    public static Struct key(String schema, String table) {
        return new Struct(SCHEMA).put(SCHEMA_NAME, schema).put(TABLE, table);
    }
}
