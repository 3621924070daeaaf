package dev.lockstep.transform.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Cast;
import org.apache.kafka.connect.transforms.ExtractField;
import org.apache.kafka.connect.transforms.Flatten;
import org.apache.kafka.connect.transforms.InsertField;
import org.apache.kafka.connect.transforms.MaskField;
import org.apache.kafka.connect.transforms.ReplaceField;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.ValueToKey;
import org.junit.jupiter.api.Test;

class CheckedStructTest {

    private static final Schema INNER =
            SchemaBuilder.struct().optional().field("name", Schema.STRING_SCHEMA).build();
    private static final Schema OUTER =
            SchemaBuilder.struct()
                    .name("outer")
                    .field("int8", Schema.INT8_SCHEMA)
                    .field("int16", Schema.INT16_SCHEMA)
                    .field("int32", Schema.INT32_SCHEMA)
                    .field("int64", Schema.INT64_SCHEMA)
                    .field("float32", Schema.FLOAT32_SCHEMA)
                    .field("float64", Schema.FLOAT64_SCHEMA)
                    .field("boolean", Schema.BOOLEAN_SCHEMA)
                    .field("string", Schema.STRING_SCHEMA)
                    .field("none", Schema.OPTIONAL_STRING_SCHEMA)
                    .field("default", SchemaBuilder.string().optional().defaultValue("d").build())
                    .field("bytes", Schema.BYTES_SCHEMA)
                    .field("buffer", Schema.BYTES_SCHEMA)
                    .field("decimal", Decimal.schema(2))
                    .field("array", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
                    .field("map", SchemaBuilder.map(Schema.STRING_SCHEMA, INNER).build())
                    .field("struct", INNER)
                    .build();

    private static Struct plain() {
        Struct inner = new Struct(INNER).put("name", "x");
        return new Struct(OUTER)
                .put("int8", (byte) 1)
                .put("int16", (short) 2)
                .put("int32", 3)
                .put("int64", 4L)
                .put("float32", 5f)
                .put("float64", 6d)
                .put("boolean", true)
                .put("string", "text")
                .put("bytes", bytes("bytes"))
                .put("buffer", ByteBuffer.wrap(bytes("buffer")))
                .put("decimal", new BigDecimal("1.25"))
                .put("array", List.of("a", "b"))
                .put("map", Map.of("k", inner))
                .put("struct", inner);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Struct copy(Struct struct) {
        Schema schema = struct.schema();
        return new StructCopier(schema, schema, name -> true).copy(struct);
    }

    /** A copy whose nested struct is a copy, too. */
    private static Struct deepCopy() {
        Struct copy = copy(plain());
        return copy.put("struct", copy(copy.getStruct("struct")));
    }

    private static String json(Struct struct) {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("converter.type", "value"));
            byte[] json = converter.fromConnectData("topic", struct.schema(), struct);
            return new String(json, StandardCharsets.UTF_8);
        }
    }

    @Test
    void overridesEveryMethodOfStruct() {
        assertThat(Struct.class.getDeclaredMethods())
                .filteredOn(m -> Modifier.isPublic(m.getModifiers()))
                .isNotEmpty()
                .allSatisfy(m -> assertThat(overridden(m)).isNotNull());
    }

    private static Method overridden(Method method) throws NoSuchMethodException {
        return CheckedStruct.class.getDeclaredMethod(method.getName(), method.getParameterTypes());
    }

    @Test
    void tellsWhatAPlainOneTells() {
        Struct plain = plain();
        Struct copy = copy(plain);
        assertThat(copy.schema()).isSameAs(OUTER);
        for (Field field : OUTER.fields()) {
            String name = field.name();
            assertThat(copy.get(field)).isSameAs(plain.get(field));
            assertThat(copy.get(name)).isSameAs(plain.get(name));
            assertThat(copy.getWithoutDefault(name)).isSameAs(plain.getWithoutDefault(name));
        }
        assertThat(copy).hasToString(plain.toString()).hasSameHashCodeAs(plain);
    }

    @Test
    void tellsTypedValuesAsAPlainOneDoes() {
        Struct plain = plain();
        Struct copy = copy(plain);
        List<Function<Struct, Object>> getters =
                List.of(
                        s -> s.getInt8("int8"),
                        s -> s.getInt16("int16"),
                        s -> s.getInt32("int32"),
                        s -> s.getInt64("int64"),
                        s -> s.getFloat32("float32"),
                        s -> s.getFloat64("float64"),
                        s -> s.getBoolean("boolean"),
                        s -> s.getString("string"),
                        s -> s.getBytes("bytes"),
                        s -> s.getBytes("buffer"),
                        s -> s.getArray("array"),
                        s -> s.getMap("map"),
                        s -> s.getStruct("struct"));
        assertThat(getters)
                .allSatisfy(
                        getter ->
                                assertThat(getter.apply(copy))
                                        .isNotNull()
                                        .isSameAs(getter.apply(plain)));
        assertThat(copy.getString("default")).isEqualTo(plain.getString("default"));
        assertThatThrownBy(() -> copy.getInt8("string")).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> copy.getInt8("absent")).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> copy.get("absent")).isInstanceOf(DataException.class);
    }

    @Test
    void equalsItsLike() {
        assertThat(copy(plain())).isEqualTo(copy(plain()));
        assertThat(copy(plain())).isNotEqualTo(copy(plain().put("int64", 5L)));
        assertThat(deepCopy()).isEqualTo(deepCopy());
    }

    @Test
    void checksWhatIsPut() {
        Struct copy = copy(plain());
        assertThatThrownBy(() -> copy.put("int64", 5)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> copy.put("int64", null))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("int64");
        assertThatThrownBy(() -> copy.put("decimal", 1.5)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> copy.put("array", Arrays.asList("a", null)))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> copy.put("struct", copy(plain())))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> copy.put("absent", 1)).isInstanceOf(DataException.class);
        assertThat(json(copy)).isEqualTo(json(plain()));
        copy.put("int64", 5L).put("struct", null).put("decimal", new BigDecimal("2.50"));
        assertThat(copy.get("int64")).isEqualTo(5L);
        assertThat(copy.get("struct")).isNull();
        assertThat(copy.get("decimal")).isEqualTo(new BigDecimal("2.50"));
    }

    @Test
    void isNotValidWithoutARequiredValue() {
        Schema schema =
                SchemaBuilder.struct()
                        .field("flag", SchemaBuilder.bool().defaultValue(true).build())
                        .field("note", Schema.OPTIONAL_STRING_SCHEMA)
                        .field("id", Schema.INT64_SCHEMA)
                        .build();
        Struct struct = new StructLayout(schema).struct();
        assertThatThrownBy(struct::validate)
                .isInstanceOf(DataException.class)
                .hasMessageContaining("id");
        struct.put("id", 1L).validate();
    }

    @Test
    void keepsANullOfARequiredFieldWithADefault() {
        Schema flag = SchemaBuilder.bool().defaultValue(true).build();
        Struct struct = new Struct(SchemaBuilder.struct().field("flag", flag).build());
        assertThat(copy(struct).getWithoutDefault("flag")).isNull();
        assertThat(copy(struct).get("flag")).isEqualTo(true);
    }

    @Test
    void canBeAPartOfAPlainOne() {
        Struct plain = plain().put("struct", copy(plain().getStruct("struct")));
        plain.validate();
        assertThat(json(plain)).isEqualTo(json(plain()));
    }

    @Test
    void isConvertedToTheSameJson() {
        assertThat(json(deepCopy())).isEqualTo(json(plain())).contains("\"text\"");
    }

    @Test
    void isTransformedByKafkaToTheSame() {
        Map<Transformation<SinkRecord>, Map<String, String>> transformations =
                Map.of(
                        new Cast.Value<>(), Map.of("spec", "int8:int64,float64:string"),
                        new ReplaceField.Value<>(), Map.of("exclude", "int8", "renames", "map:m"),
                        new MaskField.Value<>(), Map.of("fields", "string,int64"),
                        new InsertField.Value<>(), Map.of("static.field", "f", "static.value", "v"),
                        new ExtractField.Value<>(), Map.of("field", "struct"),
                        new ValueToKey<>(), Map.of("fields", "string,default"));
        transformations.forEach(CheckedStructTest::transformsAlike);
    }

    @Test
    void isFlattenedByKafkaToTheSame() {
        Transformation<SinkRecord> drop = new ReplaceField.Value<>();
        drop.configure(Map.of("exclude", "array,map"));
        Transformation<SinkRecord> flatten = new Flatten.Value<>();
        flatten.configure(Map.of());
        Struct plain = (Struct) drop.apply(record(plain())).value();
        Struct copy = copy(plain).put("struct", copy(plain.getStruct("struct")));
        Struct flat = (Struct) flatten.apply(record(copy)).value();
        assertThat(flat).isEqualTo(flatten.apply(record(plain)).value());
        assertThat(flat.getString("struct.name")).isEqualTo("x");
    }

    private static void transformsAlike(
            Transformation<SinkRecord> transformation, Map<String, String> options) {
        transformation.configure(options);
        SinkRecord given = record(deepCopy());
        SinkRecord copy = transformation.apply(given);
        SinkRecord plain = transformation.apply(record(plain()));
        assertThat(copy).isNotSameAs(given);
        assertThat(json((Struct) copy.value())).isEqualTo(json((Struct) plain.value()));
        assertThat(copy.key()).isEqualTo(plain.key());
    }

    private static SinkRecord record(Struct value) {
        return new SinkRecord("topic", 0, null, null, value.schema(), value, 0);
    }
}
