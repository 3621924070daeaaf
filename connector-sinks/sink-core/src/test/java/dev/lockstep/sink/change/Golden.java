package dev.lockstep.sink.change;

import dev.lockstep.event.GoldenEvent;
import dev.lockstep.event.GoldenEvents;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/** The golden events as a worker hands them to a sink. */
public final class Golden {

    private final boolean schemas;
    private final JsonConverter keys = new JsonConverter();
    private final JsonConverter values = new JsonConverter();

    /**
     * @param schemas whether the converters keep schemas
     */
    public Golden(boolean schemas) {
        this.schemas = schemas;
        keys.configure(Map.of("schemas.enable", schemas), true);
        values.configure(Map.of("schemas.enable", schemas), false);
    }

    public SinkRecord named(String name) {
        GoldenEvent event = GoldenEvents.named(name);
        return record(
                event.topic(),
                read(keys, schemas ? event.keyJsonWithSchema() : event.keyJson()),
                read(values, schemas ? event.valueJsonWithSchema() : event.valueJson()));
    }

    /** An event of a Debezium connector; JSON without schemas. */
    public static SinkRecord debezium(String name, Object key) {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", false), false);
            return record(
                    "db.inventory.customers",
                    new SchemaAndValue(null, key),
                    converter.toConnectData("topic", GoldenEvents.debezium(name)));
        }
    }

    private static SchemaAndValue read(JsonConverter converter, Optional<byte[]> json) {
        return json.map(bytes -> converter.toConnectData("topic", bytes))
                .orElse(SchemaAndValue.NULL);
    }

    static SinkRecord record(String topic, SchemaAndValue key, SchemaAndValue value) {
        return new SinkRecord(
                topic,
                0,
                key.schema(),
                key.value(),
                value.schema(),
                value.value(),
                7,
                0L,
                TimestampType.CREATE_TIME);
    }
}
