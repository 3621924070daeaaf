package dev.lockstep.sink.jdbc.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.value.ColumnKind;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;

class ConversionsTest {

    private static final TableName TABLE = new TableName(null, "s", "t");

    private static TargetColumn column(String type) {
        int bracket = type.indexOf('(');
        String family =
                bracket < 0
                        ? type
                        : (type.substring(0, bracket) + type.substring(type.indexOf(')') + 1));
        return new TargetColumn("c", type, family, true, false, false, false);
    }

    /** Of JSON without schema, by the column's own kind. */
    private static Object schemaless(String type, Object value) {
        TargetColumn column = column(type);
        return new Conversions(false)
                .of(TABLE, column, null, ColumnKind.ofFamily(column.family()))
                .apply(value);
    }

    private static Object converted(Schema schema, ColumnKind kind, Object value) {
        return new Conversions(false).of(TABLE, column("x"), schema, kind).apply(value);
    }

    @Test
    void countsWhatTheColumnsPrecisionSays() {
        LocalDateTime time = LocalDateTime.of(2020, 1, 2, 3, 4, 5, 6_000_000);
        assertThat(schemaless("timestamp(3)", 1_577_934_245_006L)).isEqualTo(time);
        assertThat(schemaless("timestamp", 1_577_934_245_006_000L)).isEqualTo(time);
        assertThat(schemaless("timestamp(9)", 1_577_934_245_006_000_007L))
                .isEqualTo(time.plusNanos(7));
        assertThat(schemaless("time(3)", 1_500L)).isEqualTo(LocalTime.of(0, 0, 1, 500_000_000));
        assertThat(schemaless("date", -1L)).isEqualTo(LocalDate.of(1969, 12, 31));
    }

    @Test
    void readsTheTextsOfOtherModes() {
        assertThat(schemaless("timestamp", "2020-01-02T03:04:05Z"))
                .isEqualTo(LocalDateTime.of(2020, 1, 2, 3, 4, 5));
        assertThat(schemaless("timestamp with time zone", "2020-01-02T03:04:05+01:00"))
                .isEqualTo(OffsetDateTime.parse("2020-01-02T02:04:05Z"));
        assertThat(schemaless("numeric(10,2)", "12.30")).isEqualTo(new BigDecimal("12.30"));
        assertThat(schemaless("numeric(10,2)", 12.5)).isEqualTo(new BigDecimal("12.5"));
        assertThat(schemaless("bytea", "AQI=")).isEqualTo(new byte[] {1, 2});
        assertThat(schemaless("jsonb", Map.of("a", List.of(1L, "x\n"))))
                .isEqualTo("{\"a\":[1,\"x\\u000a\"]}");
    }

    @Test
    void readsUnscaledDecimalsOnlyWhenTold() {
        TargetColumn column = column("numeric(10,2)");
        assertThat(new Conversions(true).of(TABLE, column, null, ColumnKind.DECIMAL).apply("BNI="))
                .isEqualTo(new BigDecimal("12.34"));
        assertThatThrownBy(() -> schemaless("numeric(10,2)", "BNI="))
                .isInstanceOf(TargetException.BadRecord.class);
    }

    @Test
    void refusesWhatWouldLoseSomethingWithoutTellingTheValue() {
        assertThatThrownBy(() -> converted(Schema.STRING_SCHEMA, ColumnKind.INTEGER, "12.5"))
                .isInstanceOf(TargetException.BadRecord.class)
                .hasMessageContaining("s.t.c")
                .hasMessageNotContaining("12.5")
                .hasNoCause();
        assertThatThrownBy(() -> converted(Schema.FLOAT64_SCHEMA, ColumnKind.DECIMAL, Double.NaN))
                .isInstanceOf(TargetException.BadRecord.class);
    }

    @Test
    void keepsTimesBeyondADayAsText() {
        Schema time = SchemaBuilder.int64().name("io.debezium.time.MicroTime").build();
        assertThat(converted(time, ColumnKind.TEXT, -3_020_399_000_001L))
                .isEqualTo("-838:59:59.000001");
        assertThatThrownBy(() -> converted(time, ColumnKind.TIME, 86_400_000_000L))
                .isInstanceOf(TargetException.BadRecord.class);
    }

    @Test
    void writesNullAsNull() {
        assertThat(converted(Schema.OPTIONAL_STRING_SCHEMA, ColumnKind.UUID, null)).isNull();
    }
}
