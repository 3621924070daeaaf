package dev.lockstep.transform.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.event.GoldenEvents;
import dev.lockstep.event.Row;
import dev.lockstep.transform.document.DocumentException;
import dev.lockstep.transform.sample.JsonData;
import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvelopeRewriterTest {

    private static final ColumnAction STARS =
            ColumnAction.replace(Schema.OPTIONAL_STRING_SCHEMA, v -> "***");

    private final ChangeReader reader = new ChangeReader();

    private Change change(Object value) {
        return reader.read(value);
    }

    private static EnvelopeRewriter rewriter(Map<String, ColumnAction> actions) {
        return new EnvelopeRewriter(
                new RowRewriter(
                        (column, schema) -> actions.getOrDefault(column, ColumnAction.KEEP)));
    }

    @ParameterizedTest
    @EnumSource
    void returnsTheEnvelopeItselfWhenNothingChanges(Shape shape) {
        SinkRecord update = Samples.update(shape);
        assertThat(rewriter(Map.of("colour", STARS)).rewrite(change(update.value())))
                .isSameAs(update.value());
    }

    @ParameterizedTest
    @EnumSource
    void dropsAColumnFromBothImagesAndFromTheNames(Shape shape) {
        SinkRecord update = Samples.update(shape);
        String column = shape.changedColumn();
        Object rewritten =
                rewriter(Map.of(column, ColumnAction.DROP)).rewrite(change(update.value()));
        Change after = change(rewritten);
        assertThat(after.before().has(column)).isFalse();
        assertThat(after.after().has(column)).isFalse();
        assertThat(after.after().value("id")).isEqualTo(change(update.value()).after().value("id"));
        assertThat(after.event().changedFields()).doesNotContain(column);
        assertThat(after.event().source().timestampMillis())
                .isEqualTo(change(update.value()).event().source().timestampMillis());
        assertThat(change(update.value()).after().has(column)).isTrue();
        if (rewritten instanceof Struct struct) {
            struct.validate();
        }
    }

    @ParameterizedTest
    @EnumSource
    void replacesValuesAndTheirSchema(Shape shape) {
        SinkRecord update = Samples.update(shape);
        String column = shape.changedColumn();
        Change after = change(rewriter(Map.of(column, STARS)).rewrite(change(update.value())));
        assertThat(after.before().value(column)).isEqualTo("***");
        assertThat(after.after().value(column)).isEqualTo("***");
        if (shape.isLockstep()) {
            assertThat(after.event().changedFields()).contains(column);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutAnImage(Shape shape) {
        Change update = change(Samples.update(shape).value());
        Change after = change(rewriter(Map.of()).rewrite(update, false, true));
        assertThat(after.beforeImage()).isNull();
        assertThat(after.afterImage()).isEqualTo(update.afterImage());
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCKSTEP", "LOCKSTEP_WITHOUT_SCHEMA"})
    void exactTextDoesNotTellWhatTheImageHides(Shape shape) {
        Change exact = change(Samples.lockstep(shape, "exact").value());
        assertThat(exact.event().exactValues()).containsKey("after.price");
        assertThat(change(rewriter(Map.of("price", STARS)).rewrite(exact)).event().exactValues())
                .isEmpty();
        assertThat(change(rewriter(Map.of("note", STARS)).rewrite(exact)).event().exactValues())
                .containsKey("after.price");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOCKSTEP", "LOCKSTEP_WITHOUT_SCHEMA"})
    void namesOfUnavailableColumnsGoWithTheColumns(Shape shape) {
        Change event = change(Samples.lockstep(shape, "unavailable").value());
        Change after = change(rewriter(Map.of("note", ColumnAction.DROP)).rewrite(event));
        assertThat(event.unavailableFields()).hasSize(1);
        assertThat(after.unavailableFields()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"DEBEZIUM", "DEBEZIUM_WITHOUT_SCHEMA"})
    void theStatementDoesNotTellWhatTheImageHides(Shape shape) {
        ObjectNode envelope = (ObjectNode) JsonData.tree(GoldenEvents.debezium("mysql-update"));
        ((ObjectNode) envelope.get("source")).put("query", "UPDATE customers SET email = 'x@y'");
        Object rewritten =
                rewriter(Map.of("email", STARS)).rewrite(change(data(shape, envelope).value()));
        assertThat(rewritten.toString()).doesNotContain("x@y").contains("mysql-bin.000004");
    }

    @ParameterizedTest
    @EnumSource(names = {"DEBEZIUM", "DEBEZIUM_WITHOUT_SCHEMA"})
    void rewritesDocuments(Shape shape) {
        ObjectNode envelope = (ObjectNode) JsonData.tree(GoldenEvents.debezium("mongodb-insert"));
        envelope.putObject("updateDescription")
                .put("updatedFields", "{\"email\": \"x@y\", \"email.host\": \"y\", \"a.b\": 1}");
        Change mongo = change(data(shape, envelope).value());
        assertThat(mongo.table()).isEqualTo("customers");
        assertThat(mongo.after().value("_id")).isEqualTo(1004L);
        Change after = change(rewriter(Map.of("email", STARS)).rewrite(mongo));
        assertThat(after.afterImage())
                .isEqualTo(
                        "{\"_id\": {\"$numberLong\": \"1004\"}, \"first_name\": \"Anne\","
                                + " \"email\": \"***\"}");
        assertThat(after.value().toString())
                .contains("{\"email\": \"***\", \"a.b\": 1}")
                .doesNotContain("x@y");
    }

    /** With {@code capture.mode=change_streams} an update has no image at all. */
    @ParameterizedTest
    @EnumSource(names = {"DEBEZIUM", "DEBEZIUM_WITHOUT_SCHEMA"})
    void rewritesDescriptionsOfUpdatesWithoutImages(Shape shape) {
        ObjectNode envelope = (ObjectNode) JsonData.tree(GoldenEvents.debezium("mongodb-insert"));
        envelope.put("op", "u").putNull("after");
        envelope.putObject("updateDescription").put("updatedFields", "{\"email\": \"x@y\"}");
        Change mongo = change(data(shape, envelope).value());
        assertThat(rewriter(Map.of("email", STARS)).rewrite(mongo).toString())
                .contains("{\"email\": \"***\"}");
        assertThat(rewriter(Map.of()).rewrite(mongo, true, false).toString()).doesNotContain("x@y");
    }

    @Test
    void aTextThatIsNoDocumentIsAnError() {
        ObjectNode envelope = (ObjectNode) JsonData.tree(GoldenEvents.debezium("mongodb-insert"));
        envelope.put("after", "secret");
        Change mongo = change(data(Shape.DEBEZIUM, envelope).value());
        assertThatThrownBy(mongo::after)
                .isInstanceOf(DocumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void equalSchemasOfDifferentRecordsGetOneSchema() {
        EnvelopeRewriter rewriter = rewriter(Map.of("note", ColumnAction.DROP));
        Struct first = (Struct) rewriter.rewrite(change(Samples.update(Shape.LOCKSTEP).value()));
        Struct fresh = (Struct) Samples.debezium(Shape.DEBEZIUM, "mysql-insert").value();
        rewriter.rewrite(change(fresh));
        Struct second = (Struct) rewriter.rewrite(change(Samples.insert(Shape.LOCKSTEP).value()));
        assertThat(second.schema()).isSameAs(first.schema());
    }

    /** Debezium copies the defaults of columns into the schema, and Connect then hides nulls. */
    @Test
    void aNullIsNotReplacedByTheDefaultOfItsColumn() {
        Schema defaulted = SchemaBuilder.int32().optional().defaultValue(5).build();
        Schema row =
                SchemaBuilder.struct()
                        .optional()
                        .field("n", defaulted)
                        .field("x", Schema.OPTIONAL_STRING_SCHEMA)
                        .build();
        Struct rewritten =
                (Struct)
                        new RowRewriter(
                                        (column, schema) ->
                                                column.equals("x")
                                                        ? ColumnAction.DROP
                                                        : ColumnAction.KEEP)
                                .rewrite(new Struct(row).put("n", null));
        assertThat(Row.of(rewritten).value("n")).isNull();
    }

    private static SchemaAndValue data(Shape shape, JsonNode envelope) {
        return shape.isWithSchema()
                ? JsonData.withSchema(envelope, "Envelope")
                : JsonData.withoutSchema(envelope);
    }
}
