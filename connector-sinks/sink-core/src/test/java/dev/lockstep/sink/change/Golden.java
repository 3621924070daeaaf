package dev.lockstep.sink.change;

import dev.lockstep.event.GoldenEvent;
import dev.lockstep.event.GoldenEvents;
import io.apicurio.registry.utils.converter.avro.AvroData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;

/** The golden events as a worker hands them to a sink. */
public final class Golden {

    /** What a topic holds. */
    public enum Form {
        JSON,
        JSON_WITH_SCHEMAS,
        AVRO
    }

    private final Form form;
    private final JsonConverter keys = new JsonConverter();
    private final JsonConverter values = new JsonConverter();

    public Golden(Form form) {
        this.form = form;
        boolean schemas = form != Form.JSON;
        keys.configure(Map.of("schemas.enable", schemas), true);
        values.configure(Map.of("schemas.enable", schemas), false);
    }

    public SinkRecord named(String name) {
        GoldenEvent event = GoldenEvents.named(name);
        boolean plain = form == Form.JSON;
        return record(
                event.topic(),
                read(keys, plain ? event.keyJson() : event.keyJsonWithSchema()),
                read(values, plain ? event.valueJson() : event.valueJsonWithSchema()));
    }

    private SchemaAndValue read(JsonConverter converter, Optional<byte[]> json) {
        SchemaAndValue data =
                json.map(bytes -> converter.toConnectData("topic", bytes))
                        .orElse(SchemaAndValue.NULL);
        return form == Form.AVRO && data.schema() != null ? throughAvro(data) : data;
    }

    /** As a registry's converter writes it and reads it again. */
    private static SchemaAndValue throughAvro(SchemaAndValue data) {
        org.apache.avro.Schema schema = new AvroData(10).fromConnectSchema(data.schema());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            Object datum = new AvroData(10).fromConnectData(data.schema(), data.value());
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
            Object read =
                    new GenericDatumReader<>(schema)
                            .read(
                                    null,
                                    DecoderFactory.get().binaryDecoder(out.toByteArray(), null));
            return new AvroData(10).toConnectData(schema, read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
