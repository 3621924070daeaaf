package dev.lockstep.sink.opensearch.index;

import static dev.lockstep.sink.opensearch.index.Given.column;
import static dev.lockstep.sink.opensearch.index.Given.shape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.json.JsonText;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.opensearch.config.IndexOptions;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

class FieldTypesTest {

    private static String field(Schema schema, Map<String, String> options) {
        AbstractConfig config = Given.config(options);
        FieldTypes types =
                new FieldTypes(
                        DocumentOptions.of(config),
                        new IndexOptions(config).mapping(),
                        () -> "flat_object");
        return JsonText.write(types.of(shape(column("c", schema))).get("c"));
    }

    private static String type(Schema schema, Map<String, String> options) {
        return (String) ((Map<?, ?>) JsonText.read(field(schema, options))).get("type");
    }

    private static Schema named(Schema.Type type, String name) {
        return new SchemaBuilder(type).name(name).build();
    }

    private static Schema decimal(int scale, String precision) {
        return Decimal.builder(scale).parameter("connect.decimal.precision", precision).build();
    }

    @Test
    void decimalsAreNumbersWhereAllDigitsFit() {
        assertThat(field(decimal(2, "15"), Map.of()))
                .contains("\"scaled_float\"")
                .contains("\"scaling_factor\":100");
        assertThat(type(decimal(2, "16"), Map.of())).isEqualTo("keyword");
        assertThat(type(decimal(0, "18"), Map.of())).isEqualTo("long");
        assertThat(type(decimal(0, "19"), Map.of())).isEqualTo("keyword");
        assertThat(type(Decimal.schema(2), Map.of())).isEqualTo("keyword");
        assertThat(
                        type(
                                named(Schema.Type.STRUCT, "io.debezium.data.VariableScaleDecimal"),
                                Map.of()))
                .isEqualTo("keyword");
    }

    @Test
    void decimalsAreWhatTheOptionSays() {
        assertThat(type(decimal(2, "5"), Map.of("mapping.decimal", "keyword")))
                .isEqualTo("keyword");
        assertThat(type(decimal(2, "38"), Map.of("mapping.decimal", "double"))).isEqualTo("double");
    }

    @Test
    void datesFollowTheFormOfDocuments() {
        Schema day = named(Schema.Type.INT32, "io.debezium.time.Date");
        assertThat(field(day, Map.of())).contains("\"date\"").doesNotContain("format");
        assertThat(field(day, Map.of("temporal.format", "epoch_seconds")))
                .contains("\"epoch_second\"");
        assertThat(field(day, Map.of("temporal.format", "epoch_millis")))
                .contains("\"epoch_millis\"");
        assertThat(type(day, Map.of("temporal.format", "epoch_micros"))).isEqualTo("long");
    }

    @Test
    void malformedValuesAreRefusedWhereTheOptionSaysSo() {
        assertThat(field(Schema.FLOAT64_SCHEMA, Map.of())).contains("\"ignore_malformed\":true");
        assertThat(field(Schema.FLOAT64_SCHEMA, Map.of("mapping.ignore.malformed", "false")))
                .doesNotContain("ignore_malformed");
    }

    @Test
    void jsonAsStringsIsText() {
        Schema json = named(Schema.Type.STRING, "io.debezium.data.Json");
        assertThat(type(json, Map.of("json.format", "string"))).isEqualTo("text");
        assertThat(type(json, Map.of("mapping.json", "flattened"))).isEqualTo("flat_object");
    }

    @Test
    void theServerFindsTypesOfItsOwnWhereNoneIsKnown() {
        AbstractConfig config = Given.config(Map.of());
        FieldTypes types =
                new FieldTypes(
                        DocumentOptions.of(config),
                        new IndexOptions(config).mapping(),
                        () -> "flat_object");
        Schema json = named(Schema.Type.STRING, "io.debezium.data.Json");
        assertThat(types.of(shape(column("plain", null), column("doc", json)))).isEmpty();
    }

    @Test
    void namesThatServersKeepForThemselvesAreLeftOut() {
        assertThat(FieldNames.areLegal("_id")).isFalse();
        assertThat(FieldNames.areLegal("a..b")).isFalse();
        assertThat(FieldNames.areLegal(".a")).isFalse();
        assertThat(FieldNames.areLegal("_mine")).isTrue();
        assertThat(FieldNames.areLegal("a.b")).isTrue();
    }

    @Test
    void otherKindsHaveTheirTypes() {
        assertThat(type(Schema.INT16_SCHEMA, Map.of())).isEqualTo("integer");
        assertThat(type(Schema.FLOAT32_SCHEMA, Map.of())).isEqualTo("float");
        assertThat(type(Schema.BYTES_SCHEMA, Map.of())).isEqualTo("binary");
        assertThat(type(named(Schema.Type.STRING, "io.debezium.data.Enum"), Map.of()))
                .isEqualTo("keyword");
        assertThat(type(SchemaBuilder.array(Schema.INT64_SCHEMA).build(), Map.of()))
                .isEqualTo("long");
        assertThat(field(named(Schema.Type.STRUCT, "io.debezium.data.geometry.Geometry"), Map.of()))
                .contains("\"enabled\":false");
    }
}
