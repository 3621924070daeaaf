package dev.lockstep.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class StructValuesTest {

    private static final Schema POINT =
            SchemaBuilder.struct()
                    .field("x", Schema.INT32_SCHEMA)
                    .field("label", SchemaBuilder.string().optional().defaultValue("none").build())
                    .build();

    @Test
    void whatIsSetIsRead() {
        Struct point = new Struct(POINT);

        StructValues.set(point, POINT.field("x"), 7);

        assertThat(point).isEqualTo(new Struct(POINT).put("x", 7));
    }

    @Test
    void aCopyHoldsTheSameValuesAndNoDefaults() {
        Struct copy = new Struct(POINT).put("label", "other");

        StructValues.copy(new Struct(POINT).put("x", 7), copy);

        assertThat(copy.getInt32("x")).isEqualTo(7);
        assertThat(copy.getWithoutDefault("label")).isNull();
    }
}
