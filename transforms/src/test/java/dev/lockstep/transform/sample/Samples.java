package dev.lockstep.transform.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.event.GoldenEvent;
import dev.lockstep.event.GoldenEvents;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Records as a sink connector gets them: partition 3, offset 42, key {@code {"id": …}}. Lockstep's
 * are golden events of {@code orders}; Debezium's are its MySQL events of {@code customers}.
 */
public final class Samples {

    public static final int PARTITION = 3;
    public static final long OFFSET = 42;

    private Samples() {}

    public static SinkRecord insert(Shape shape) {
        return shape.isLockstep()
                ? lockstep(shape, "insert")
                : debezium(shape, envelope("c", false, true));
    }

    /** Changes {@link Shape#changedColumn()}; with a whole before image. */
    public static SinkRecord update(Shape shape) {
        return shape.isLockstep()
                ? lockstep(shape, "update")
                : debezium(shape, envelope("u", true, true));
    }

    /** Lockstep's has only the key in its before image, as under the default replica identity. */
    public static SinkRecord delete(Shape shape) {
        return shape.isLockstep()
                ? lockstep(shape, "delete")
                : debezium(shape, envelope("d", true, false));
    }

    /** What follows {@link #delete}. */
    public static SinkRecord tombstone(Shape shape) {
        SinkRecord delete = delete(shape);
        return sink(shape.topic(), key(delete), SchemaAndValue.NULL);
    }

    public static SinkRecord snapshot(Shape shape) {
        return shape.isLockstep()
                ? lockstep(shape, "snapshot")
                : debezium(shape, envelope("r", false, true));
    }

    public static SinkRecord truncate(Shape shape) {
        SinkRecord truncate =
                shape.isLockstep()
                        ? lockstep(shape, "truncate")
                        : debezium(shape, envelope("t", false, false));
        return sink(shape.topic(), SchemaAndValue.NULL, value(truncate));
    }

    /** A logical message, which has no table. */
    public static SinkRecord message(Shape shape) {
        return golden(GoldenEvents.named("message"), shape.isWithSchema());
    }

    /** A golden event of Lockstep by its name, as {@code unavailable} or {@code exact}. */
    public static SinkRecord lockstep(Shape shape, String name) {
        return golden(GoldenEvents.named(name), shape.isWithSchema());
    }

    /** A golden event of a Debezium connector by its name, as {@code mongodb-insert}. */
    public static SinkRecord debezium(Shape shape, String name) {
        return debezium(shape, JsonData.tree(GoldenEvents.debezium(name)));
    }

    /** A row without an envelope, as a transform that unwraps events leaves it. */
    public static SinkRecord plainRow(Shape shape) {
        JsonNode row = JsonData.tree("{\"id\": 7, \"op\": 1, \"source\": \"hand\"}");
        return sink(
                shape.topic(),
                data(shape, JsonData.tree("{\"id\": 7}"), "Key"),
                data(shape, row, "Value"));
    }

    /** A value that is no object at all. */
    public static SinkRecord text() {
        return new SinkRecord("notes", PARTITION, null, null, Schema.STRING_SCHEMA, "hi", OFFSET);
    }

    /** The record as a source connector makes it: no partition, but a source offset. */
    public static SourceRecord asSource(SinkRecord record) {
        return new SourceRecord(
                Map.of("server", "shop"),
                Map.of("lsn", 23_803_720L, "secret", "never shown"),
                record.topic(),
                null,
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                record.headers());
    }

    /** The record with another value; without a schema, as the value of a map's record. */
    public static SinkRecord withValue(SinkRecord record, Object value) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                value == null ? null : record.valueSchema(),
                value,
                record.timestamp());
    }

    /** A record of any key and value. */
    public static SinkRecord sink(String topic, SchemaAndValue key, SchemaAndValue value) {
        return new SinkRecord(
                topic,
                PARTITION,
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                OFFSET,
                1_795_169_400_486L,
                TimestampType.CREATE_TIME);
    }

    private static ObjectNode envelope(String op, boolean before, boolean after) {
        ObjectNode envelope = (ObjectNode) JsonData.tree(GoldenEvents.debezium("mysql-update"));
        envelope.put("op", op);
        JsonNode image = envelope.get(op.equals("d") ? "after" : "before");
        envelope.set("before", before ? image : null);
        envelope.set("after", after ? envelope.get("after") : null);
        return envelope;
    }

    private static SinkRecord debezium(Shape shape, JsonNode envelope) {
        return sink(
                shape.topic(),
                data(shape, JsonData.tree("{\"id\": 1004}"), "Key"),
                data(shape, envelope, "Envelope"));
    }

    private static SchemaAndValue data(Shape shape, JsonNode json, String kind) {
        return shape.isWithSchema()
                ? JsonData.withSchema(json, shape.topic() + "." + kind)
                : JsonData.withoutSchema(json);
    }

    private static SinkRecord golden(GoldenEvent event, boolean withSchema) {
        return sink(
                event.topic(),
                part(withSchema ? event.keyJsonWithSchema() : event.keyJson(), withSchema),
                part(withSchema ? event.valueJsonWithSchema() : event.valueJson(), withSchema));
    }

    private static SchemaAndValue part(Optional<byte[]> json, boolean withSchema) {
        return json.map(bytes -> JsonData.converted(bytes, withSchema)).orElse(SchemaAndValue.NULL);
    }

    private static SchemaAndValue key(SinkRecord record) {
        return new SchemaAndValue(record.keySchema(), record.key());
    }

    private static SchemaAndValue value(SinkRecord record) {
        return new SchemaAndValue(record.valueSchema(), record.value());
    }
}
