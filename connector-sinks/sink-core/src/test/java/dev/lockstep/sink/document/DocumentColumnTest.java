package dev.lockstep.sink.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.sink.config.DecimalFormat;
import dev.lockstep.sink.config.DocumentOptions;
import dev.lockstep.sink.config.JsonFormat;
import dev.lockstep.sink.config.TemporalFormat;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

class DocumentColumnTest {

    private static final DocumentOptions OTHERS =
            new DocumentOptions(
                    DecimalFormat.STRING, JsonFormat.STRING, TemporalFormat.EPOCH_MILLIS);

    @Test
    void aDecimalTellsItsDigits() {
        Schema schema = Decimal.builder(2).parameter("connect.decimal.precision", "12").build();
        DocumentColumn column = DocumentColumn.of("c", schema, DocumentOptions.DEFAULTS);
        assertThat(column)
                .isEqualTo(
                        new DocumentColumn(
                                "c", schema, ValueKind.DECIMAL, JsonType.NUMBER, false, 12, 2));
        assertThat(DocumentColumn.of("c", schema, OTHERS).type()).isEqualTo(JsonType.STRING);
    }

    @Test
    void anArrayTellsItsElements() {
        Schema schema = SchemaBuilder.array(SchemaBuilder.array(Decimal.schema(3)).build()).build();
        DocumentColumn column = DocumentColumn.of("c", schema, DocumentOptions.DEFAULTS);
        assertThat(column.array()).isTrue();
        assertThat(column.kind()).isEqualTo(ValueKind.DECIMAL);
        assertThat(column.scale()).isEqualTo(3);
        assertThat(column.precision()).isEqualTo(-1);
    }

    @Test
    void optionsChooseWhatValuesAreWrittenAs() {
        Schema time = Rows.named(SchemaBuilder.int64(), "io.debezium.time.MicroTimestamp");
        Schema json = Rows.named(SchemaBuilder.string(), "io.debezium.data.Json");
        assertThat(type(time, DocumentOptions.DEFAULTS)).isEqualTo(JsonType.STRING);
        assertThat(type(time, OTHERS)).isEqualTo(JsonType.NUMBER);
        assertThat(type(json, DocumentOptions.DEFAULTS)).isEqualTo(JsonType.ANY);
        assertThat(type(json, OTHERS)).isEqualTo(JsonType.STRING);
    }

    @Test
    void vectorsAndWhatHasNoSchemaAreKinds() {
        Schema vector =
                SchemaBuilder.array(Schema.FLOAT32_SCHEMA).name("io.debezium.data.FloatVector");
        DocumentColumn column = DocumentColumn.of("c", vector, DocumentOptions.DEFAULTS);
        assertThat(column.kind()).isEqualTo(ValueKind.VECTOR);
        assertThat(column.array()).isTrue();
        assertThat(DocumentColumn.of("c", null, OTHERS).type()).isEqualTo(JsonType.ANY);
    }

    private static JsonType type(Schema schema, DocumentOptions options) {
        return DocumentColumn.of("c", schema, options).type();
    }
}
