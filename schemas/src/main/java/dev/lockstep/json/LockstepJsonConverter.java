package dev.lockstep.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.HeaderConverter;

/**
 * JSON with or without schemas: a replacement of Kafka's {@code JsonConverter} with the same
 * options and the same bytes, at a fraction of its cost. Any thread may call it.
 */
public final class LockstepJsonConverter implements Converter, HeaderConverter, Versioned {

    private static final String VERSION = readVersion();

    private PerThread<Encoder> encoders;
    private PerThread<Decoder> decoders;

    /** For Kafka Connect, which configures before it converts. */
    public LockstepJsonConverter() {}

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public ConfigDef config() {
        return JsonOptions.definition();
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        Map<String, Object> typed = new HashMap<>(configs);
        ConverterType type = isKey ? ConverterType.KEY : ConverterType.VALUE;
        typed.put(ConverterConfig.TYPE_CONFIG, type.getName());
        configure(typed);
    }

    @Override
    public void configure(Map<String, ?> configs) {
        JsonOptions options = new JsonOptions(configs);
        String content = options.schemaContent();
        Schema fixed =
                content == null
                        ? null
                        : Decoder.schema(content.getBytes(StandardCharsets.UTF_8), options);
        encoders = new PerThread<>(() -> new Encoder(options));
        decoders = new PerThread<>(() -> new Decoder(options, fixed));
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        return schema == null && value == null ? null : encoders.get().encode(schema, value);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        return value == null ? SchemaAndValue.NULL : decoders.get().decode(value);
    }

    @Override
    public byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value) {
        return fromConnectData(topic, schema, value);
    }

    @Override
    public SchemaAndValue toConnectHeader(String topic, String headerKey, byte[] value) {
        return toConnectData(topic, value);
    }

    @Override
    public void close() {
        if (encoders != null) {
            encoders.remove();
            decoders.remove();
        }
    }

    private static String readVersion() {
        try (InputStream in = LockstepJsonConverter.class.getResourceAsStream("version.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
