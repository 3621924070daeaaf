package dev.lockstep.source.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.config.BinaryMode;
import dev.lockstep.source.postgres.config.HstoreMode;
import dev.lockstep.source.postgres.config.IntervalMode;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class ExtensionTypesTest {

    private static final String PLACEHOLDER = "__debezium_unavailable_value";

    private final Readers readers = Readers.defaults();
    private final Readers maps =
            Readers.with(BinaryMode.BYTES, HstoreMode.MAP, IntervalMode.NUMERIC);

    @Test
    void givesHstoreAsMap() {
        ColumnReader reader = maps.optional("hstore");
        Map<String, String> expected = new HashMap<>();
        expected.put("", "");
        expected.put("c", null);
        expected.put("d", "NULL");
        expected.put("a\"b", "x\\y");

        assertThat(reader.schema())
                .isEqualTo(
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                                .optional()
                                .build());
        assertThat(
                        Readers.read(
                                reader,
                                "\"\"=>\"\", \"c\"=>NULL, \"d\"=>\"NULL\","
                                        + " \"a\\\"b\"=>\"x\\\\y\""))
                .isEqualTo(expected);
        assertThat(Readers.read(reader, "")).isEqualTo(Map.of());
        assertThat(reader.unavailable()).isEqualTo(Map.of(PLACEHOLDER, PLACEHOLDER));
    }

    @Test
    void givesHstoreAsJson() {
        ColumnReader reader = readers.optional("hstore");

        assertThat(reader.schema().name()).isEqualTo("io.debezium.data.Json");
        assertThat(Readers.read(reader, "\"b\"=>NULL, \"a\"=>\"ä\\\"\\\\\n\u0001\u001f/\""))
                .isEqualTo("{\"a\":\"ä\\\"\\\\\\n\\u0001\\u001F/\",\"b\":null}");
        assertThat(Readers.read(reader, "")).isEqualTo("{}");
        assertThat(reader.unavailable())
                .isEqualTo("{\"" + PLACEHOLDER + "\":\"" + PLACEHOLDER + "\"}");
        assertThat(Readers.read(readers, "_hstore", "{\"\\\"a\\\"=>\\\"1\\\"\"}"))
                .isEqualTo(List.of("{\"a\":\"1\"}"));
    }

    @Test
    void givesPointsWithTheirBinaryForm() {
        ColumnReader reader = readers.optional("point");
        Struct point = (Struct) Readers.read(reader, "(1.5,-2e+300)");

        assertThat(reader.schema().name()).isEqualTo("io.debezium.data.geometry.Point");
        assertThat(point.getFloat64("x")).isEqualTo(1.5);
        assertThat(point.getFloat64("y")).isEqualTo(-2e300);
        assertThat(point.getBytes("wkb")).hasSize(21).startsWith(1, 1, 0, 0, 0);
        assertThat(point.get("srid")).isNull();
    }

    @Test
    void givesGeometriesWithTheirReferenceSystem() {
        String point = "0101000020E6100000000000000000F03F0000000000000040";
        Struct geometry = (Struct) Readers.read(readers, "geometry", point);

        assertThat(geometry.getInt32("srid")).isEqualTo(4326);
        assertThat(geometry.getBytes("wkb")).asHexString().isEqualTo(point);
        assertThat(readers.required("geometry").schema().isOptional()).isTrue();
        assertThat(readers.required("geography").schema().isOptional()).isFalse();
        Struct plain = (Struct) Readers.read(readers, "geography", "0000000001" + "0".repeat(32));
        assertThat(plain.getInt32("srid")).isNull();
    }

    @Test
    void givesVectors() {
        assertThat(readers.optional("vector").schema())
                .isEqualTo(
                        SchemaBuilder.array(Schema.FLOAT64_SCHEMA)
                                .name("io.debezium.data.DoubleVector")
                                .version(1)
                                .optional()
                                .build());
        assertThat(Readers.read(readers, "vector", "[1,2.5,-3e-7]"))
                .isEqualTo(List.of(1.0, 2.5, -3e-7));
        assertThat(Readers.read(readers, "halfvec", "[1,2.5]")).isEqualTo(List.of(1f, 2.5f));
        Struct sparse = (Struct) Readers.read(readers, "sparsevec", "{1:1.5,3:2}/5");
        assertThat(sparse.getInt16("dimensions")).isEqualTo((short) 5);
        assertThat(sparse.getMap("vector")).isEqualTo(Map.of((short) 1, 1.5, (short) 3, 2.0));
        assertThat(Readers.read(readers, "sparsevec", "{40000:1}/50000"))
                .isEqualTo(new Inexact(null, "{40000:1}/50000"));
        Struct empty = (Struct) Readers.read(readers, "sparsevec", "{}/5");
        assertThat(empty.getMap("vector")).isEqualTo(Collections.emptyMap());
    }
}
