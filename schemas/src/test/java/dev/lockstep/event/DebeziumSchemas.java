package dev.lockstep.event;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** What Debezium 3.6.0 registers for the example table, written down from its own output. */
final class DebeziumSchemas {

    private DebeziumSchemas() {}

    static Schema envelope() {
        return SchemaBuilder.struct()
                .name(GoldenEvents.ORDERS + ".Envelope")
                .version(2)
                .field("before", ExampleEvents.ROW)
                .field("after", ExampleEvents.ROW)
                .field("source", source())
                .field("transaction", transaction())
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
                .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
    }

    static Schema source() {
        return SchemaBuilder.struct()
                .name("io.debezium.connector.postgresql.Source")
                .version(1)
                .field("version", Schema.STRING_SCHEMA)
                .field("connector", Schema.STRING_SCHEMA)
                .field("name", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.INT64_SCHEMA)
                .field("snapshot", snapshot())
                .field("db", Schema.STRING_SCHEMA)
                .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
                .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
                .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
                .field("schema", Schema.STRING_SCHEMA)
                .field("table", Schema.STRING_SCHEMA)
                .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
                .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
                .field("xmin", Schema.OPTIONAL_INT64_SCHEMA)
                .field("origin", Schema.OPTIONAL_STRING_SCHEMA)
                .field("origin_lsn", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
    }

    private static Schema snapshot() {
        return SchemaBuilder.string()
                .name("io.debezium.data.Enum")
                .version(1)
                .parameter(
                        "allowed",
                        "true,first,first_in_data_collection,last_in_data_collection,last,false,"
                                + "incremental")
                .defaultValue("false")
                .optional()
                .build();
    }

    private static Schema transaction() {
        return SchemaBuilder.struct()
                .name("event.block")
                .version(1)
                .field("id", Schema.STRING_SCHEMA)
                .field("total_order", Schema.INT64_SCHEMA)
                .field("data_collection_order", Schema.INT64_SCHEMA)
                .optional()
                .build();
    }
}
