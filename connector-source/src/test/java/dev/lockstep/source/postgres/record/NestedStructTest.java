package dev.lockstep.source.postgres.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.junit.jupiter.api.Test;

class NestedStructTest {

    private static final Schema POINT =
            SchemaBuilder.struct()
                    .field("x", Schema.INT32_SCHEMA)
                    .field("label", Schema.OPTIONAL_STRING_SCHEMA)
                    .build();
    private static final Schema EVENT = SchemaBuilder.struct().field("point", POINT).build();

    private final Struct point = new NestedStruct.Layout(POINT).struct();

    @Test
    void readsAsAnyStruct() {
        point.put("x", 7).put(POINT.field("label"), "seven");

        Struct event = new Struct(EVENT).put("point", point);

        assertThat(event.getStruct("point").getInt32("x")).isEqualTo(7);
        assertThat(event).hasToString("Struct{point=Struct{x=7,label=seven}}");
    }

    @Test
    void refusesAValueOfAnotherClassAndANullForARequiredField() {
        assertThatThrownBy(() -> point.put("x", "7")).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> point.put("x", null)).isInstanceOf(DataException.class);
    }

    @Test
    void aRequiredFieldThatWasNeverPutIsRefusedByTheConverter() {
        Struct event = new Struct(EVENT).put("point", point);

        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of(), false);
            assertThatThrownBy(() -> converter.fromConnectData("t", EVENT, event))
                    .isInstanceOf(DataException.class);
        }
    }

    /** Connect compares classes first; nothing of Connect's compares values of events. */
    @Test
    void equalsItsLikeOnly() {
        Struct like = new NestedStruct.Layout(POINT).struct().put("x", 7);
        point.put("x", 7);

        assertThat(point).isEqualTo(like).hasSameHashCodeAs(like);
        assertThat(point).isNotEqualTo(new Struct(POINT).put("x", 7));
    }
}
