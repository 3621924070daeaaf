package dev.lockstep.benchmarks.jmh;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Change events of a table of eleven columns, and of an outbox table, with schema. */
final class SampleRecords {

    private static final String TOPIC = "shop.public.orders";
    private static final List<String> COLUMNS =
            List.of("customer", "status", "street", "city", "country", "note", "email");

    private static final Schema ROW = rowSchema();
    private static final Schema OUTBOX_ROW =
            SchemaBuilder.struct()
                    .optional()
                    .name("shop.public.outbox.Value")
                    .field("id", Schema.STRING_SCHEMA)
                    .field("aggregatetype", Schema.STRING_SCHEMA)
                    .field("aggregateid", Schema.STRING_SCHEMA)
                    .field("type", Schema.STRING_SCHEMA)
                    .field("payload", Schema.OPTIONAL_STRING_SCHEMA)
                    .build();
    private static final Schema SOURCE =
            SchemaBuilder.struct()
                    .name("io.debezium.connector.postgresql.Source")
                    .field("version", Schema.STRING_SCHEMA)
                    .field("connector", Schema.STRING_SCHEMA)
                    .field("name", Schema.STRING_SCHEMA)
                    .field("ts_ms", Schema.INT64_SCHEMA)
                    .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
                    .field("db", Schema.STRING_SCHEMA)
                    .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
                    .field("schema", Schema.STRING_SCHEMA)
                    .field("table", Schema.STRING_SCHEMA)
                    .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
                    .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
                    .field("commit_lsn", Schema.OPTIONAL_INT64_SCHEMA)
                    .field("ordinal", Schema.OPTIONAL_INT64_SCHEMA)
                    .field("position", Schema.OPTIONAL_INT64_SCHEMA)
                    .build();
    private static final Schema KEY =
            SchemaBuilder.struct().name(TOPIC + ".Key").field("id", Schema.INT64_SCHEMA).build();
    private static final Schema ORDERS = envelope(TOPIC, ROW);
    private static final Schema OUTBOX = envelope("shop.public.outbox", OUTBOX_ROW);

    private SampleRecords() {}

    private static Schema rowSchema() {
        SchemaBuilder row = SchemaBuilder.struct().optional().name(TOPIC + ".Value");
        row.field("id", Schema.INT64_SCHEMA).field("amount", Schema.OPTIONAL_FLOAT64_SCHEMA);
        row.field("paid", Schema.OPTIONAL_BOOLEAN_SCHEMA);
        COLUMNS.forEach(column -> row.field(column, Schema.OPTIONAL_STRING_SCHEMA));
        return row.field("placed_at", Schema.OPTIONAL_INT64_SCHEMA).build();
    }

    private static Schema envelope(String topic, Schema row) {
        return SchemaBuilder.struct()
                .name(topic + ".Envelope")
                .version(1)
                .field("before", row)
                .field("after", row)
                .field("source", SOURCE)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
    }

    private static Struct row(long id, String status) {
        Struct row = new Struct(ROW).put("id", id).put("amount", id + 3.5).put("paid", true);
        COLUMNS.forEach(column -> row.put(column, "text of " + column + " " + id));
        return row.put("status", status + " " + id).put("placed_at", 1_795_169_400_123_456L + id);
    }

    private static Struct source(String table, long number) {
        return new Struct(SOURCE)
                .put("version", "0.1.0")
                .put("connector", "postgresql")
                .put("name", "shop")
                .put("ts_ms", 1_795_169_400_121L)
                .put("snapshot", "false")
                .put("db", "shop")
                .put("ts_us", 1_795_169_400_121_456L + number)
                .put("schema", "public")
                .put("table", table)
                .put("txId", 771L + number)
                .put("lsn", 23_803_720L + 8 * number)
                .put("commit_lsn", 23_803_720L + 8 * number)
                .put("ordinal", 2L)
                .put("position", 97_500_037_122L + 32_768 * number);
    }

    /** An update of two columns. */
    static SourceRecord update() {
        return update(7);
    }

    /** An update of a row whose values no other row has. */
    static SourceRecord update(long id) {
        Struct value =
                new Struct(ORDERS)
                        .put("before", row(id, "new"))
                        .put("after", row(id, "shipped"))
                        .put("source", source("orders", id))
                        .put("op", "u")
                        .put("ts_ms", 1_795_169_400_123L);
        return record(TOPIC, KEY, new Struct(KEY).put("id", id), value);
    }

    /** The row alone, as a transform that unwraps events leaves it. */
    static SourceRecord row() {
        return record(TOPIC, KEY, new Struct(KEY).put("id", 7L), row(7, "shipped"));
    }

    /** The insert of a row into an outbox table. */
    static SourceRecord outbox() {
        Struct row =
                new Struct(OUTBOX_ROW)
                        .put("id", "4d47e190-0402-4048-bc2c-89dd54343cdc")
                        .put("aggregatetype", "order")
                        .put("aggregateid", "7")
                        .put("type", "OrderShipped")
                        .put("payload", "{\"id\": 7, \"status\": \"shipped\"}");
        Struct value =
                new Struct(OUTBOX)
                        .put("after", row)
                        .put("source", source("outbox", 7))
                        .put("op", "c")
                        .put("ts_ms", 1_795_169_400_123L);
        return record("shop.public.outbox", null, null, value);
    }

    private static SourceRecord record(String topic, Schema keySchema, Struct key, Struct value) {
        return new SourceRecord(
                Map.of("server", "shop"),
                Map.of("lsn", 23_803_720L),
                topic,
                null,
                keySchema,
                key,
                value.schema(),
                value);
    }
}
