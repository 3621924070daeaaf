package dev.lockstep.transform.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class ColumnReaderTest {

    private final ColumnReader column = new ColumnReader("n");

    @Test
    void readsAColumnOfAnyImage() {
        Schema first = SchemaBuilder.struct().field("n", Schema.INT32_SCHEMA).build();
        Schema second =
                SchemaBuilder.struct()
                        .field("m", Schema.INT32_SCHEMA)
                        .field("n", Schema.INT64_SCHEMA)
                        .build();
        for (int i = 0; i < 2; i++) {
            assertThat(column.read(new Struct(first).put("n", 1))).isEqualTo(1);
            assertThat(column.read(new Struct(second).put("m", 2).put("n", 3L))).isEqualTo(3L);
        }
        assertThat(column.read(Map.of("n", "x"))).isEqualTo("x");
        assertThat(column.read("{\"n\": {\"$numberLong\": \"5\"}}")).isEqualTo(5L);
        assertThat(column.isIn("{\"n\": null}")).isTrue();
    }

    @Test
    void findsNothingWhereThereIsNoSuchColumn() {
        Schema schema = SchemaBuilder.struct().field("m", Schema.INT32_SCHEMA).build();
        for (Object image : new Object[] {new Struct(schema).put("m", 1), Map.of(), "{}"}) {
            assertThat(column.isIn(image)).isFalse();
            assertThat(column.read(image)).isNull();
        }
        assertThat(column.isIn(null)).isFalse();
        assertThat(column.read(null)).isNull();
    }

    /** Debezium copies the defaults of columns into the schema, and Connect then hides nulls. */
    @Test
    void aNullIsNotReplacedByTheDefaultOfItsColumn() {
        Schema schema =
                SchemaBuilder.struct()
                        .field("n", SchemaBuilder.int32().optional().defaultValue(5).build())
                        .build();
        assertThat(column.read(new Struct(schema).put("n", null))).isNull();
        assertThat(column.isIn(new Struct(schema))).isTrue();
    }
}
