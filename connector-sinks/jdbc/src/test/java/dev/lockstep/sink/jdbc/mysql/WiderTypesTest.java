package dev.lockstep.sink.jdbc.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.sink.jdbc.table.TargetColumn;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

class WiderTypesTest {

    private static final Schema MICRO_TIMESTAMP = int64("io.debezium.time.MicroTimestamp");
    private static final Schema MICRO_TIME = int64("io.debezium.time.MicroTime");
    private static final Schema ZONED_TIMESTAMP =
            SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp").build();

    private static Schema int64(String name) {
        return SchemaBuilder.int64().name(name).build();
    }

    private static Schema decimal(int scale, int precision) {
        return Decimal.builder(scale)
                .parameter("connect.decimal.precision", Integer.toString(precision))
                .build();
    }

    @Test
    void widensOnlyWhatIsTooNarrow() {
        assertThat(widened("int(11)", "int", Schema.INT64_SCHEMA)).isEqualTo("bigint");
        assertThat(widened("bigint(20)", "bigint", Schema.INT32_SCHEMA)).isNull();
        assertThat(widened("int(11)", "int", Schema.FLOAT64_SCHEMA)).isEqualTo("double");
        assertThat(widened("bigint(20)", "bigint", Schema.FLOAT64_SCHEMA)).isNull();
        assertThat(widened("int(11)", "int", decimal(2, 12))).isEqualTo("decimal(12,2)");
        assertThat(widened("decimal(10,2)", "decimal", decimal(2, 12))).isEqualTo("decimal(12,2)");
        assertThat(widened("decimal(12,2)", "decimal", decimal(4, 10))).isEqualTo("decimal(14,4)");
        assertThat(widened("decimal(12,4)", "decimal", decimal(2, 10))).isNull();
        assertThat(widened("decimal(12,2)", "decimal", Decimal.schema(2))).isNull();
        assertThat(widened("decimal(12,2)", "decimal", Decimal.schema(3)))
                .isEqualTo("decimal(13,3)");
        assertThat(widened("decimal(12,2)", "decimal", Schema.INT64_SCHEMA))
                .isEqualTo("decimal(21,2)");
        assertThat(widened("float", "float", Schema.FLOAT64_SCHEMA)).isEqualTo("double");
        assertThat(widened("datetime(3)", "datetime", MICRO_TIMESTAMP)).isEqualTo("datetime(6)");
        assertThat(widened("datetime(6)", "datetime", int64("io.debezium.time.Timestamp")))
                .isNull();
        assertThat(widened("timestamp", "timestamp", ZONED_TIMESTAMP)).isEqualTo("timestamp(6)");
        assertThat(widened("date", "date", MICRO_TIMESTAMP)).isEqualTo("datetime(6)");
        assertThat(widened("time", "time", MICRO_TIME)).isEqualTo("time(6)");
        assertThat(widened("varchar(20)", "varchar", Schema.STRING_SCHEMA)).isNull();
        assertThat(widened("varchar(20)", "varchar", varchar(40))).isEqualTo("varchar(40)");
        assertThat(widened("varchar(40)", "varchar", varchar(20))).isNull();
        assertThat(widened("tinyint(1)", "tinyint", Schema.BOOLEAN_SCHEMA)).isNull();
    }

    private static Schema varchar(int length) {
        return SchemaBuilder.string()
                .parameter("__debezium.source.column.type", "VARCHAR")
                .parameter("__debezium.source.column.length", Integer.toString(length))
                .build();
    }

    private static String widened(String type, String family, Schema schema) {
        TargetColumn column = new TargetColumn("c", type, family, true, true, false, false);
        return WiderTypes.of(new Server(true, 110_405, 1), column, schema).orElse(null);
    }
}
