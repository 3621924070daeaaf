package dev.lockstep.sink.jdbc.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.sink.jdbc.table.TargetColumn;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypesTest {

    private static Schema source(SchemaBuilder builder, String type, int length, int scale) {
        return builder.parameter("__debezium.source.column.type", type)
                .parameter("__debezium.source.column.length", Integer.toString(length))
                .parameter("__debezium.source.column.scale", Integer.toString(scale))
                .build();
    }

    @Test
    void takesTheSourcesOwnTypeWhereItIsTold() {
        assertThat(ColumnTypes.of(source(SchemaBuilder.string(), "VARCHAR", 16, 0), false))
                .isEqualTo("character varying(16)");
        assertThat(ColumnTypes.of(source(SchemaBuilder.string(), "VARCHAR", 2147483647, 0), false))
                .isEqualTo("character varying");
        assertThat(ColumnTypes.of(source(SchemaBuilder.string(), "INET", 0, 0), true))
                .isEqualTo("inet");
        assertThat(ColumnTypes.of(source(SchemaBuilder.string(), "TIMESTAMPTZ", 35, 3), false))
                .isEqualTo("timestamp(3) with time zone");
        assertThat(
                        ColumnTypes.of(
                                source(SchemaBuilder.array(Schema.INT32_SCHEMA), "_INT4", 10, 0),
                                false))
                .isEqualTo("integer[]");
        assertThat(ColumnTypes.of(source(SchemaBuilder.string(), "GEOMETRY", 0, 0), false))
                .isEqualTo("text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NUMERIC | 10 | 2 | numeric(10,2)",
                "NUMERIC | 131089 | 0 | numeric",
                "NUMERIC | 4 | -2 | text",
                "INTERVAL | 49 | 6 | interval",
                "INTERVAL | 49 | 3 | interval(3)",
                "INTERVAL | 49 | 65535 | interval",
                "TIMETZ | 14 | 0 | time(0) with time zone",
                "TIME | 15 | 6 | time without time zone",
                "BPCHAR | 3 | 0 | character(3)",
                "BPCHAR | 2147483647 | 0 | bpchar",
                "VARBIT | 10 | 0 | bit varying(10)",
            })
    void takesLengthAndScaleOfTheSource(String type, int length, int scale, String expected) {
        Schema text = source(SchemaBuilder.string(), type, length, scale);
        assertThat(ColumnTypes.of(text, false)).isEqualTo(expected);
        if (!expected.equals("text")) {
            Schema array =
                    source(SchemaBuilder.array(Schema.STRING_SCHEMA), "_" + type, length, scale);
            assertThat(ColumnTypes.of(array, false)).isEqualTo(expected + "[]");
        }
    }

    /** MySQL's TIMESTAMP has a zone. */
    @Test
    void anotherDatabasesTypeOfTheSameNameDoesNotCount() {
        SchemaBuilder zoned = SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp");
        assertThat(ColumnTypes.of(source(zoned, "TIMESTAMP", 6, 6), false))
                .isEqualTo("timestamp with time zone");
    }

    @Test
    void decimalsAreNeverFloatingPoint() {
        Schema known = Decimal.builder(2).parameter("connect.decimal.precision", "12").build();
        assertThat(ColumnTypes.of(known, false)).isEqualTo("numeric(12,2)");
        assertThat(ColumnTypes.of(Decimal.schema(2), false)).isEqualTo("numeric");
    }

    @Test
    void keysCanBeCompared() {
        Schema json = SchemaBuilder.string().name("io.debezium.data.Json").build();
        assertThat(ColumnTypes.of(json, false)).isEqualTo("json");
        assertThat(ColumnTypes.of(json, true)).isEqualTo("jsonb");
    }

    @Test
    void arraysHaveTheirElementsType() {
        Schema dates =
                SchemaBuilder.array(SchemaBuilder.int32().name("io.debezium.time.Date").build())
                        .build();
        assertThat(ColumnTypes.of(dates, false)).isEqualTo("date[]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "smallint | integer | integer",
                "smallint | bigint | bigint",
                "integer | smallint | ",
                "integer | numeric(12,2) | numeric(12,2)",
                "integer | numeric(8,4) | numeric(14,4)",
                "bigint | numeric | numeric",
                "bigint | text | ",
                "real | double precision | double precision",
                "double precision | real | ",
                "numeric(10,2) | numeric(12,2) | numeric(12,2)",
                "numeric(10,2) | numeric(10,4) | numeric(12,4)",
                "numeric(10,2) | numeric(9,1) | ",
                "numeric(10,2) | bigint | numeric(21,2)",
                "numeric(10,2) | numeric | numeric",
                "numeric | numeric(10,2) | ",
                "character varying(10) | character varying(20) | character varying(20)",
                "character varying(10) | character varying(5) | ",
                "character varying(10) | text | text",
                "character varying | text | ",
                "text | character varying(5) | ",
                "timestamp(3) without time zone | timestamp without time zone"
                        + " | timestamp without time zone",
                "timestamp(3) with time zone | timestamp without time zone | ",
                "timestamp without time zone | timestamp(3) without time zone | ",
                "bit varying(4) | bit varying(8) | bit varying(8)",
                "json | jsonb | ",
            })
    void widensOnlyToWhatHoldsMore(String type, String needed, String expected) {
        String family = type.replaceAll("\\(.*?\\)", "");
        TargetColumn column = new TargetColumn("c", type, family, true, false, false, false);
        assertThat(TypeWidening.of(column, needed).orElse(null)).isEqualTo(expected);
    }

    @Test
    void domainsStayAsTheyAre() {
        TargetColumn column =
                new TargetColumn("c", "label", "character varying", true, false, false, false);
        assertThat(TypeWidening.of(column, "text")).isEmpty();
    }
}
