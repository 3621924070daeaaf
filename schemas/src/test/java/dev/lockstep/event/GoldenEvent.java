package dev.lockstep.event;

import java.util.Optional;

/**
 * One record as Lockstep writes it, in each of the forms a converter may give it. A part that the
 * record lacks (the value of a tombstone, the key of a truncate) is absent in every form.
 */
public record GoldenEvent(String topic, String name) {

    /** By {@code JsonConverter} with {@code schemas.enable=false}. */
    public Optional<byte[]> keyJson() {
        return read(name + "/key.json");
    }

    /** By {@code JsonConverter} with {@code schemas.enable=false}. */
    public Optional<byte[]> valueJson() {
        return read(name + "/value.json");
    }

    /** By {@code JsonConverter} with {@code schemas.enable=true}. */
    public Optional<byte[]> keyJsonWithSchema() {
        return read(name + "/key.with-schema.json");
    }

    /** By {@code JsonConverter} with {@code schemas.enable=true}. */
    public Optional<byte[]> valueJsonWithSchema() {
        return read(name + "/value.with-schema.json");
    }

    /** The bare datum, without a registry's header. */
    public Optional<byte[]> keyAvro() {
        return read(name + "/key.avro");
    }

    /** The bare datum, without a registry's header. */
    public Optional<byte[]> valueAvro() {
        return read(name + "/value.avro");
    }

    /** The schema that {@link #keyAvro()} was written with. */
    public byte[] keyAvroSchema() {
        return read("key.avsc").orElseThrow();
    }

    /** The schema that {@link #valueAvro()} was written with. */
    public byte[] valueAvroSchema() {
        return read("value.avsc").orElseThrow();
    }

    @Override
    public String toString() {
        return topic + " " + name;
    }

    private Optional<byte[]> read(String file) {
        return GoldenEvents.resource(topic + "/" + file);
    }
}
