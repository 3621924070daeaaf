package dev.lockstep.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.apicurio.registry.utils.converter.avro.AvroData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;

/** Connect values in the forms that the converters in use give them, and back. */
final class ConverterForms {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DefaultPrettyPrinter PRETTY =
            new DefaultPrettyPrinter()
                    .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                    .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    private ConverterForms() {}

    static byte[] toJson(SchemaAndValue data, boolean withSchema) {
        try (JsonConverter converter = jsonConverter(withSchema)) {
            byte[] bytes = converter.fromConnectData("golden", data.schema(), data.value());
            return pretty(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    static SchemaAndValue fromJson(byte[] json, boolean withSchema) {
        try (JsonConverter converter = jsonConverter(withSchema)) {
            return converter.toConnectData("golden", json);
        }
    }

    static org.apache.avro.Schema avroSchema(Schema schema) {
        return new AvroData(10).fromConnectSchema(schema);
    }

    static byte[] toAvro(SchemaAndValue data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            Object datum = new AvroData(10).fromConnectData(data.schema(), data.value());
            new GenericDatumWriter<>(avroSchema(data.schema())).write(datum, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static SchemaAndValue fromAvro(byte[] datum, org.apache.avro.Schema schema) {
        try {
            Object value =
                    new GenericDatumReader<>(schema)
                            .read(null, DecoderFactory.get().binaryDecoder(datum, null));
            return new AvroData(10).toConnectData(schema, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] pretty(String json) {
        try {
            String text = JSON.writer(PRETTY).writeValueAsString(JSON.readTree(json));
            return (text + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonConverter jsonConverter(boolean withSchema) {
        JsonConverter converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", withSchema), false);
        return converter;
    }
}
