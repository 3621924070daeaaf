package dev.lockstep.transform.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.event.ChangeEvent;
import dev.lockstep.event.GoldenEvents;
import dev.lockstep.event.Operation;
import dev.lockstep.transform.sample.JsonData;
import dev.lockstep.transform.sample.Samples;
import dev.lockstep.transform.sample.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeReaderTest {

    private final ChangeReader reader = new ChangeReader();

    /** Every golden event and more, in both forms. */
    static Stream<Object> values() {
        List<Object> values = new ArrayList<>();
        for (Shape shape : List.of(Shape.LOCKSTEP, Shape.LOCKSTEP_WITHOUT_SCHEMA)) {
            GoldenEvents.all()
                    .forEach(event -> values.add(Samples.lockstep(shape, event.name()).value()));
        }
        for (Shape shape : List.of(Shape.DEBEZIUM, Shape.DEBEZIUM_WITHOUT_SCHEMA)) {
            GoldenEvents.debeziumNames()
                    .forEach(name -> values.add(Samples.debezium(shape, name).value()));
            values.add(Samples.delete(shape).value());
            values.add(Samples.truncate(shape).value());
            values.add(Samples.plainRow(shape).value());
        }
        for (String json :
                List.of(
                        "{\"op\": \"x\", \"source\": {}, \"after\": {}}",
                        "{\"op\": \"c\", \"source\": {\"a\": 1}}",
                        "{\"op\": \"d\", \"source\": {\"a\": 1}}",
                        "{\"op\": \"m\", \"source\": {\"a\": 1}}",
                        "{\"op\": \"t\", \"source\": {\"a\": 1}}",
                        "{\"op\": \"c\", \"source\": null, \"after\": {}}",
                        "{\"op\": null, \"source\": {\"a\": 1}, \"after\": {}}")) {
            values.add(JsonData.withoutSchema(JsonData.tree(json)).value());
            values.add(JsonData.withSchema(JsonData.tree(json), "x").value());
        }
        values.removeIf(value -> value == null);
        return values.stream();
    }

    /** The two readers of the house must not disagree on what a change event is. */
    @ParameterizedTest
    @MethodSource("values")
    void seesWhatTheFullReaderSees(Object value) {
        ChangeEvent event = ChangeEvent.of(value).orElse(null);
        Change change = reader.read(value);
        assertThat(change == null).isEqualTo(event == null);
        if (event != null) {
            assertThat(change.operation()).isEqualTo(event.operation());
            assertThat(change.database()).isEqualTo(event.source().database().orElse(null));
            assertThat(change.schema()).isEqualTo(event.source().schema().orElse(null));
            assertThat(change.table()).isEqualTo(event.source().table().orElse(null));
            if (event.beforeDocument().isEmpty() && event.afterDocument().isEmpty()) {
                assertThat(change.before()).isEqualTo(event.before().orElse(null));
                assertThat(change.after()).isEqualTo(event.after().orElse(null));
            }
            assertThat(change.unavailableFields()).hasSameSizeAs(event.unavailableFields());
        }
    }

    @Test
    void takesNothingElseForAChangeEvent() {
        assertThat(reader.read(null)).isNull();
        assertThat(reader.read("c")).isNull();
        assertThat(reader.read(Map.of())).isNull();
        Schema row = SchemaBuilder.struct().field("op", Schema.INT32_SCHEMA).build();
        assertThat(reader.read(new Struct(row).put("op", 1))).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void readsTheSameFromAFreshSchemaObject(Shape shape) {
        for (int i = 0; i < 3; i++) {
            Change change = reader.read(Samples.update(shape).value());
            assertThat(change.operation()).isEqualTo(Operation.UPDATE);
            assertThat(change.table()).isEqualTo(shape.table());
            assertThat(change.hasSchema()).isEqualTo(shape.isWithSchema());
        }
    }
}
