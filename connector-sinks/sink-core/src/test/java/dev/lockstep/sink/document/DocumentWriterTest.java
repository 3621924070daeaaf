package dev.lockstep.sink.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.json.JsonBytes;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.ChangeDecoder;
import dev.lockstep.sink.change.Golden;
import dev.lockstep.sink.change.Options;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.config.DocumentOptions;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentWriterTest {

    private final DocumentWriter writer = new DocumentWriter(DocumentOptions.DEFAULTS);
    private final JsonBytes out = new JsonBytes();

    @Test
    void anEventBecomesADocumentOfItsRow() {
        assertThat(golden("insert", true))
                .isEqualTo(
                        "{\"id\":7,\"customer\":\"Žofie\",\"price\":12345678901234567.89,"
                                + "\"paid\":false,\"placed_at\":\"2026-11-20T10:10:00.123456\","
                                + "\"note\":\"two boxes\"}");
    }

    @Test
    void aColumnThatTheLogDidNotCarryIsLeftOut() {
        assertThat(golden("unavailable", true)).contains("\"placed_at\"").doesNotContain("note");
    }

    @Test
    void anExactTextStandsForItsValue() {
        assertThat(golden("exact", true)).contains("\"price\":\"NaN\"");
    }

    @Test
    void aNullIsOne() {
        assertThat(golden("update", true)).endsWith("\"note\":null}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"insert", "update", "exact", "snapshot"})
    void withoutSchemasAValueIsWrittenAsItCame(String event) {
        assertThat(golden(event, false))
                .contains("\"id\":7", "\"customer\":\"Žofie\"")
                .contains("\"placed_at\":1795169400123456");
    }

    @Test
    void membersCanStandInAnObjectOfTheCallers() {
        out.raw('[');
        assertThat(writer.writeMembers(row("golden", 1L), out)).isTrue();
        assertThat(Rows.text(out)).isEqualTo("[\"golden\":1");
    }

    @Test
    void aRowOfWhichNothingIsKnownHasNoMembers() {
        BitSet all = new BitSet();
        all.set(0);
        RowImage row = new RowImage(shape("a"), new Object[] {null}, null, all);
        assertThat(writer.writeMembers(row, out)).isFalse();
        writer.write(row, out);
        assertThat(Rows.text(out)).isEqualTo("{}");
    }

    @Test
    void membersCanHaveOtherNamesAndBeLeftOut() {
        DocumentWriter renaming =
                new DocumentWriter(
                        DocumentOptions.DEFAULTS, name -> name.equals("a") ? null : name + "_");
        RowImage row = new RowImage(shape("a", "b\"", "c"), new Object[] {1L, 2L, 3L}, null, null);
        renaming.write(row, out);
        assertThat(Rows.text(out)).isEqualTo("{\"b\\\"_\":2,\"c_\":3}");
    }

    @Test
    void aValueThatDoesNotFitItsSchemaLeavesNothingBehind() {
        out.raw('x');
        RowImage row = new RowImage(shape("a", "b"), new Object[] {1L, "secret"}, null, null);
        assertThatThrownBy(() -> writer.write(row, out))
                .isInstanceOf(TargetException.BadRecord.class)
                .hasMessageStartingWith("Cannot write column b: its record holds a value of class")
                .hasMessageNotContaining("secret");
        assertThat(Rows.text(out)).isEqualTo("x");
    }

    private String golden(String name, boolean schemas) {
        ChangeDecoder decoder = new ChangeDecoder(Options.of());
        RowChange change =
                (RowChange)
                        decoder.decode(
                                new Golden(
                                                schemas
                                                        ? Golden.Form.JSON_WITH_SCHEMAS
                                                        : Golden.Form.JSON)
                                        .named(name));
        writer.write(change.row(), out);
        return Rows.text(out);
    }

    private static RowImage row(String column, Object value) {
        return new RowImage(shape(column), new Object[] {value}, null, null);
    }

    private static RowShape shape(String... columns) {
        return new RowShape(
                List.of(columns).stream()
                        .map(name -> new RowShape.Column(name, Schema.INT64_SCHEMA, false))
                        .toList());
    }
}
