package dev.lockstep.event;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The golden events as Connect values, built the way the connector builds them. */
final class ExampleEvents {

    record Example(SchemaAndValue key, SchemaAndValue value) {}

    static final Schema KEY =
            EventSchema.key(GoldenEvents.ORDERS).field("id", Schema.INT64_SCHEMA).build();

    static final Schema ROW =
            EventSchema.row(GoldenEvents.ORDERS)
                    .field("id", Schema.INT64_SCHEMA)
                    .field("customer", Schema.OPTIONAL_STRING_SCHEMA)
                    .field("price", Decimal.builder(2).optional().build())
                    .field("paid", Schema.OPTIONAL_BOOLEAN_SCHEMA)
                    .field(
                            "placed_at",
                            SchemaBuilder.int64()
                                    .name("io.debezium.time.MicroTimestamp")
                                    .version(1)
                                    .optional()
                                    .build())
                    .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                    .build();

    static final EventSchema ORDERS = EventSchema.of(GoldenEvents.ORDERS, ROW);

    private static final SchemaAndValue NOTHING = SchemaAndValue.NULL;
    private static final String PLACEHOLDER = "__debezium_unavailable_value";
    private static final long COMMIT_LSN = 0x16B3748L;
    private static final long NOW_MICROS = 1_795_169_400_123_456L;

    private ExampleEvents() {}

    /** By the names of {@link GoldenEvents}. */
    static Map<String, Example> all() {
        Map<String, Example> all = new LinkedHashMap<>();
        all.put("insert", example(7, event("c", null, order(7), source(1, false))));
        all.put("update", example(7, update()));
        all.put("rekey-1-delete", example(7, event("d", order(7), null, source(1, false))));
        all.put("rekey-2-tombstone", new Example(key(7), NOTHING));
        all.put("rekey-3-insert", example(8, event("c", null, order(8), source(1, true))));
        all.put("delete", example(8, event("d", identity(8), null, source(1, true))));
        all.put("tombstone", new Example(key(8), NOTHING));
        all.put("truncate", new Example(NOTHING, value(event("t", null, null, source(2, true)))));
        all.put("unavailable", example(7, unavailable()));
        all.put("exact", example(7, exact()));
        all.put("snapshot", example(7, event("r", null, order(7), snapshotSource())));
        all.put("message", message());
        return all;
    }

    private static Example example(long id, Struct event) {
        return new Example(key(id), value(event));
    }

    private static SchemaAndValue key(long id) {
        return new SchemaAndValue(KEY, new Struct(KEY).put("id", id));
    }

    private static SchemaAndValue value(Struct event) {
        return new SchemaAndValue(event.schema(), event);
    }

    static Struct order(long id) {
        return new Struct(ROW)
                .put("id", id)
                .put("customer", "Žofie")
                .put("price", new BigDecimal("12345678901234567.89"))
                .put("paid", false)
                .put("placed_at", NOW_MICROS)
                .put("note", "two boxes");
    }

    /** What a delete carries under the default replica identity. */
    private static Struct identity(long id) {
        return new Struct(ROW).put("id", id);
    }

    private static Struct update() {
        Struct after = order(7).put("paid", true).put("note", null);
        return event("u", order(7), after, source(2, true))
                .put(ORDERS.changedFields(), List.of("paid", "note"))
                .put(
                        ORDERS.transaction(),
                        new Struct(TransactionSchema.SCHEMA)
                                .put(TransactionSchema.ID, "771:23803720")
                                .put(TransactionSchema.TOTAL_ORDER, 2L)
                                .put(TransactionSchema.DATA_COLLECTION_ORDER, 2L));
    }

    private static Struct unavailable() {
        return event("u", null, order(7).put("note", PLACEHOLDER), source(1, true))
                .put(ORDERS.unavailableFields(), List.of("note"));
    }

    private static Struct exact() {
        Struct after = order(7).put("price", null);
        return event("c", null, after, source(1, true))
                .put(ORDERS.exactValues(), Map.of("after.price", "NaN"));
    }

    private static Struct event(String op, Struct before, Struct after, Struct source) {
        return new Struct(ORDERS.value())
                .put(ORDERS.before(), before)
                .put(ORDERS.after(), after)
                .put(ORDERS.source(), source)
                .put(ORDERS.op(), op)
                .put(ORDERS.tsMs(), NOW_MICROS / 1_000)
                .put(ORDERS.tsUs(), NOW_MICROS)
                .put(ORDERS.tsNs(), NOW_MICROS * 1_000 + 789);
    }

    private static Struct source(long ordinal, boolean last) {
        return place("public", "orders", ordinal)
                .put(SourceSchema.TX_ID, 771L)
                .put(SourceSchema.LAST, last);
    }

    private static Struct snapshotSource() {
        return place("public", "orders", 0).put(SourceSchema.SNAPSHOT, "first");
    }

    private static Struct place(String schema, String table, long ordinal) {
        long committed = NOW_MICROS - 2_000;
        return new Struct(SourceSchema.SCHEMA)
                .put(SourceSchema.VERSION, "0.1.0")
                .put(SourceSchema.CONNECTOR, "postgresql")
                .put(SourceSchema.NAME, "shop")
                .put(SourceSchema.TS_MS, committed / 1_000)
                .put(SourceSchema.DB, "shop")
                .put(SourceSchema.SEQUENCE, "[\"23803600\",\"23803720\"]")
                .put(SourceSchema.TS_US, committed)
                .put(SourceSchema.TS_NS, committed * 1_000)
                .put(SourceSchema.SCHEMA_NAME, schema)
                .put(SourceSchema.TABLE, table)
                .put(SourceSchema.LSN, 23_803_720L)
                .put(SourceSchema.COMMIT_LSN, COMMIT_LSN)
                .put(SourceSchema.ORDINAL, ordinal)
                .put(SourceSchema.POSITION, Position.pack(COMMIT_LSN, ordinal));
    }

    private static Example message() {
        MessageSchema schema = MessageSchema.BYTES;
        byte[] content = "{\"picked\":7}".getBytes(StandardCharsets.UTF_8);
        Struct block =
                new Struct(schema.block())
                        .put(schema.prefix(), "warehouse")
                        .put(schema.content(), content);
        Struct event =
                new Struct(schema.value())
                        .put(schema.op(), Operation.MESSAGE.code())
                        .put(schema.tsMs(), NOW_MICROS / 1_000)
                        .put(
                                schema.source(),
                                place("", "", 3)
                                        .put(SourceSchema.TX_ID, 771L)
                                        .put(SourceSchema.LAST, true))
                        .put(schema.message(), block);
        Struct key = new Struct(MessageSchema.KEY).put(MessageSchema.KEY_PREFIX, "warehouse");
        return new Example(new SchemaAndValue(MessageSchema.KEY, key), value(event));
    }
}
