package dev.lockstep.transform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.transform.change.ChangeReader;
import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    private static final Schema ADDRESS =
            SchemaBuilder.struct().optional().field("city", Schema.STRING_SCHEMA).build();

    private static final Schema ROW =
            SchemaBuilder.struct()
                    .optional()
                    .field("int8", Schema.INT8_SCHEMA)
                    .field("int16", Schema.INT16_SCHEMA)
                    .field("int32", Schema.INT32_SCHEMA)
                    .field("int64", Schema.INT64_SCHEMA)
                    .field("float32", Schema.FLOAT32_SCHEMA)
                    .field("float64", Schema.FLOAT64_SCHEMA)
                    .field("bool", Schema.BOOLEAN_SCHEMA)
                    .field("text", Schema.STRING_SCHEMA)
                    .field("bytes", Schema.BYTES_SCHEMA)
                    .field("amount", Decimal.schema(2))
                    .field("at", Timestamp.SCHEMA)
                    .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
                    .field(
                            "props",
                            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build())
                    .field("address", ADDRESS)
                    .field("nothing", SchemaBuilder.string().optional().defaultValue("d").build())
                    .build();

    private static SinkRecord record() {
        Struct row =
                new Struct(ROW)
                        .put("int8", (byte) 8)
                        .put("int16", (short) 16)
                        .put("int32", 32)
                        .put("int64", 64L)
                        .put("float32", 1.5f)
                        .put("float64", 2.5)
                        .put("bool", true)
                        .put("text", "hello")
                        .put("bytes", ByteBuffer.wrap(new byte[] {1, 2}))
                        .put("amount", new BigDecimal("12.50"))
                        .put("at", Date.from(Instant.parse("2026-11-20T10:00:00Z")))
                        .put("tags", List.of("a", "b"))
                        .put("props", Map.of("size", 3))
                        .put("address", new Struct(ADDRESS).put("city", "Brno"))
                        .put("nothing", null);
        Schema source = SchemaBuilder.struct().field("table", Schema.STRING_SCHEMA).build();
        Schema envelope =
                SchemaBuilder.struct()
                        .field("op", Schema.STRING_SCHEMA)
                        .field("source", source)
                        .field("before", ROW)
                        .field("after", ROW)
                        .build();
        Struct value =
                new Struct(envelope)
                        .put("op", "c")
                        .put("source", new Struct(source).put("table", "t"))
                        .put("after", row);
        SinkRecord record =
                Samples.sink(
                        "t",
                        new SchemaAndValue(Schema.INT64_SCHEMA, 7L),
                        new SchemaAndValue(envelope, value));
        record.headers().addString("trace", "t-0").addString("trace", "t-1");
        return record;
    }

    private static boolean test(String text, SinkRecord record) throws ExpressionException {
        return ExpressionCompiler.compile("condition", text)
                .test(record, new ChangeReader().read(record.value()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after.int8 == 8 && after.int16 == 16 && after.int32 == 32 && after.int64 == 64",
                "after.int16 + after.int32 == 48",
                "after.int8 > 7.5",
                "after.float32 == 1.5 && after.float64 == 2.5 && after.float64 > 2",
                "after.bool",
                "after.text.startsWith('he') && after.text.size() == 5",
                "after.text.matches('^h.*o$')",
                "after.text.upperAscii() == 'HELLO'",
                "after.bytes == b'\\001\\002'",
                "after.amount == 12.5 && after.amount < 13",
                "math.greatest(after.int8, after.int16) == 16",
                "after.at > timestamp('2026-01-01T00:00:00Z')",
                "after.at.getFullYear() == 2026",
                "after.tags == ['a', 'b'] && 'b' in after.tags && after.tags[0] == 'a'",
                "after.tags.exists(t, t == 'b')",
                "after.props.size == 3 && after.props['size'] == 3 && 'size' in after.props",
                "after.address.city == 'Brno'",
                "after['text'] == 'hello' && 'text' in after",
                "has(after.text) && !has(after.nonesuch) && has(after.nothing)",
                "after.nothing == null",
                "before == null && after != null",
                "before.text == null && !has(before.text)",
                "before.text != after.text",
                "source.table == 't'",
                "key == 7",
                "headers.trace == 't-1' && !has(headers.other)",
                "op == 'insert' && op in ['insert', 'read']",
                "!(op in ['delete', 'truncate', 'message'])"
            })
    void isTrue(String text) throws ExpressionException {
        assertThat(test(text, record())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after.nothing > 'a'",
                "!(after.nothing > 'a')",
                "after.nothing.startsWith('a')",
                "before.int32 > 5",
                "before.int32 + 1 == 6",
                "after.int32 > before.int32",
                "'text' in changed",
                "after.nothing",
                "before.bool && after.bool"
            })
    void isNotTrueIfItHasToComputeWithNull(String text) throws ExpressionException {
        assertThat(test(text, record())).isFalse();
    }

    @Test
    void looksNoFurtherThanItHasTo() throws ExpressionException {
        assertThat(test("after.bool || after.nonesuch == 1", record())).isTrue();
        assertThat(test("op == 'delete' && after.nonesuch == 1", record())).isFalse();
        assertThat(test("after.bool || before.int32 > 5", record())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    after.nonesuch == 1                | there is no field nonesuch
                    after.address.street == 'x'        | there is no field street
                    after.text.length == 5             | selects a field of something
                    after.text > 5                     | does not take values of these types
                    after.text                         | its answer is neither true nor false
                    after.int32 / 0 == 1               | divide by zero
                    int(after.text) == 1               | bad format
                    after.tags[7] == 'x'               | index out of bounds
                    """)
    void saysWhyThereIsNoAnswerWithoutAValue(String text, String cause) {
        assertThatThrownBy(() -> test(text, record()))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining(cause)
                .hasMessageNotContaining("hello")
                .hasNoCause();
    }

    @Test
    void boundsWhatAnExpressionMayCost() {
        String numbers = "[1,2,3,4,5,6,7,8,9,10]";
        String text =
                "%1$s.all(a, %1$s.all(b, %1$s.all(c, %1$s.all(d, %1$s.all(e, true)))))"
                        .formatted(numbers);
        assertThatThrownBy(() -> test(text, record()))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining("more elements than it may");
    }

    @ParameterizedTest
    @EnumSource
    void knowsTheChangedColumns(Shape shape) throws ExpressionException {
        SinkRecord update = Samples.update(shape);
        assertThat(test("'%s' in changed".formatted(shape.changedColumn()), update)).isTrue();
        assertThat(test("'%s' in changed".formatted(shape.unchangedColumn()), update)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void readsTheKey(Shape shape) throws ExpressionException {
        assertThat(test("key.id > 0", Samples.insert(shape))).isTrue();
        assertThat(test("key == null", Samples.truncate(shape))).isTrue();
    }

    @Test
    void readsDocuments() throws ExpressionException {
        SinkRecord insert = Samples.debezium(Shape.DEBEZIUM, "mongodb-insert");
        assertThat(test("after.first_name == 'Anne' && after._id == 1004", insert)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    afetr.status == 'active'           | 1 | undeclared reference
                    op == 'update' && status == 'x'    | 19 | undeclared reference
                    after.status = 'active'            | 14 | token recognition error
                    op == 5                            | 4 | no matching overload
                    op == 'u'                          | 7 | op is never 'u', but one of insert, update
                    op in ['insert', 'remove']         | 18 | op is never 'remove'
                    'shell'.exec()                     | 13 | undeclared reference
                    after.status + 1                   | 14 | expected type 'bool'
                    """)
    void pointsAtTheCharacterThatDoesNotCompile(String text, int column, String cause) {
        ConfigException error =
                catchThrowableOfType(
                        ConfigException.class, () -> ExpressionCompiler.compile("condition", text));
        assertThat(error).hasMessageContaining(cause).hasMessageContaining("condition");
        assertThat(error.getMessage().lines().skip(1))
                .containsExactly(text, " ".repeat(column - 1) + "^");
    }

    @Test
    void pointsIntoTheRightLine() {
        assertThatThrownBy(
                        () ->
                                ExpressionCompiler.compile(
                                        "condition", "op == 'update' &&\n  afetr.id == 1"))
                .hasMessageContaining("line 2, column 3")
                .hasMessageEndingWith("\n  afetr.id == 1\n  ^");
    }

    @Test
    void refusesWhatIsTooLongOrTooDeep() {
        String longText = "op == 'update' || ".repeat(1_000) + "true";
        assertThatThrownBy(() -> ExpressionCompiler.compile("condition", longText))
                .isInstanceOf(ConfigException.class);
        String deepText = "(".repeat(300) + "true" + ")".repeat(300);
        assertThatThrownBy(() -> ExpressionCompiler.compile("condition", deepText))
                .isInstanceOf(ConfigException.class);
    }
}
