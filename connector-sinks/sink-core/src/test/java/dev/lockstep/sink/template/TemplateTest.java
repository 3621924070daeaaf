package dev.lockstep.sink.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.RowShape.Column;
import dev.lockstep.sink.change.SourceTable;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static final SourceTable TABLE =
            new SourceTable("shop.public.Orders", "shop", null, "Orders");

    private static final RowShape SHAPE =
            new RowShape(
                    List.of(
                            new Column("id", Schema.INT64_SCHEMA, true),
                            new Column("code", Schema.STRING_SCHEMA, true),
                            new Column("note", Schema.OPTIONAL_STRING_SCHEMA, false),
                            new Column("raw", Schema.OPTIONAL_BYTES_SCHEMA, false),
                            new Column("day", date(), false)));

    private static Schema date() {
        return SchemaBuilder.int32().name("io.debezium.time.Date").optional().build();
    }

    @ParameterizedTest
    @CsvSource({
        "orders, orders",
        "${table}, Orders",
        "${table:lower}-${id}, orders-255",
        "${topic}/${database}, shop.public.Orders/shop",
        "${key}, a%3Ab:255",
        "k:${key:upper}, k:A%3AB:255",
        "${id:hex}, ff",
        "${code:hex}, 613a62",
        "${raw}, 0aff",
        "logs-${day:yyyy.MM}, logs-2024.01",
        "${day}, 2024-01-01",
    })
    void variablesAreFilled(String template, String text) {
        assertThat(fill(template, row(255L, "a:b", 19_723))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${note}", "x${absent}", "${schema}.${table}", "${day:HH}"})
    void whatTheRowDoesNotTellMakesNoText(String template) {
        assertThat(fill(template, row(1L, "a", 0))).isNull();
    }

    @Test
    void aColumnThatTheLogDidNotCarryMakesNoText() {
        BitSet unavailable = new BitSet();
        unavailable.set(2);
        Object[] values = {1L, "a", "stale", null, null};
        assertThat(fill("${note}", new RowImage(SHAPE, values, null, unavailable))).isNull();
    }

    @Test
    void anExactTextStandsForItsValue() {
        String[] exact = {null, null, null, null, "infinity"};
        Object[] values = {1L, "a", null, null, null};
        RowImage row = new RowImage(SHAPE, values, exact, null);
        assertThat(fill("${day}", row)).isEqualTo("infinity");
        assertThat(fill("${day:yyyy}", row)).isNull();
    }

    @Test
    void aKeyIsTheSameTextInWhateverOrderItsColumnsCome() {
        RowShape turned =
                new RowShape(
                        List.of(
                                new Column("code", Schema.STRING_SCHEMA, true),
                                new Column("id", Schema.INT64_SCHEMA, true)));
        RowImage key = new RowImage(turned, new Object[] {"a:b", 255L}, null, null);
        assertThat(Template.parse("${key}").bind(TABLE, turned).fill(key))
                .isEqualTo(fill("${key}", row(255L, "a:b", 0)));
    }

    @Test
    void aSingleColumnOfAKeyIsAsItIs() {
        RowShape single = new RowShape(List.of(new Column("c", Schema.STRING_SCHEMA, true)));
        RowImage row = new RowImage(single, new Object[] {"a:%"}, null, null);
        assertThat(Template.parse("${key}").bind(TABLE, single).fill(row)).isEqualTo("a:%");
    }

    @Test
    void withoutSchemaDatesAreReadFromTexts() {
        RowShape shape = new RowShape(List.of(new Column("at", null, false)));
        RowTemplate template = Template.parse("${at:yyyy.MM.dd}").bind(TABLE, shape);
        assertThat(template.fill(row(shape, "2024-02-03T10:00:00Z"))).isEqualTo("2024.02.03");
        assertThat(template.fill(row(shape, 5L))).isNull();
    }

    @Test
    void aTemplateTellsWhatItDependsOn() {
        Template template = Template.parse("${table}:${id}:${note:lower}");
        assertThat(template.tellsTables()).isTrue();
        assertThat(template.tellsRows()).isTrue();
        assertThat(template.columns()).containsExactly("id", "note");
        assertThat(template.prefix(TABLE)).isEqualTo("Orders:");
        assertThat(Template.parse("all").tellsTables()).isFalse();
        assertThat(Template.parse("${schema}-").prefix(TABLE)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "${", "a${b", "${}", "${:lower}", "${id:nope}", "${table:yyyy}"})
    void whatIsWrongIsRefused(String text) {
        assertThatThrownBy(() -> Template.parse(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TemplateValidator.ROWS.ensureValid("key.format", text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("key.format");
    }

    @Test
    void aNameOfTablesMayNotDifferByRow() {
        TemplateValidator.TABLES.ensureValid("name", "${table}");
        assertThatThrownBy(() -> TemplateValidator.TABLES.ensureValid("name", "${table}-${id}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("it must not differ by row");
    }

    private static String fill(String template, RowImage row) {
        return Template.parse(template).bind(TABLE, row.shape()).fill(row);
    }

    private static RowImage row(Long id, String code, Integer day) {
        Object[] values = {id, code, null, new byte[] {10, -1}, day};
        return new RowImage(SHAPE, values, null, null);
    }

    private static RowImage row(RowShape shape, Object... values) {
        return new RowImage(shape, values, null, null);
    }
}
