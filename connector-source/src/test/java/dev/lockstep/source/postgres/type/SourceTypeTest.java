package dev.lockstep.source.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceTypeTest {

    private static Map<String, String> parameters(PgType type, int modifier) {
        return SourceType.of(type, modifier, BuiltinTypes::find).parameters("c");
    }

    private static Map<String, String> expected(String type, int length, int scale) {
        return Map.of(
                "__debezium.source.column.type",
                type,
                "__debezium.source.column.length",
                Integer.toString(length),
                "__debezium.source.column.scale",
                Integer.toString(scale),
                "__debezium.source.column.name",
                "c");
    }

    /** The numbers are those of PostgreSQL's JDBC driver. */
    @ParameterizedTest
    @CsvSource({
        "23, -1, INT4, 10, 0",
        "701, -1, FLOAT8, 17, 17",
        "25, -1, TEXT, 2147483647, 0",
        "1043, 20, VARCHAR, 16, 0",
        "1043, -1, VARCHAR, 2147483647, 0",
        "1015, 20, _VARCHAR, 16, 0",
        "1042, 7, BPCHAR, 3, 0",
        "1560, 8, BIT, 8, 0",
        "1700, -1, NUMERIC, 131089, 0",
        "1231, -1, _NUMERIC, 131089, 0",
        "1083, -1, TIME, 15, 6",
        "1083, 0, TIME, 8, 0",
        "1266, 1, TIMETZ, 17, 1",
        "1114, 3, TIMESTAMP, 26, 3",
        "1184, -1, TIMESTAMPTZ, 35, 6",
        "1186, -1, INTERVAL, 49, 6",
        "869, -1, INET, 2147483647, 0",
        "3904, -1, INT4RANGE, 2147483647, 0"
    })
    void tellsTypesAsTheDriverDoes(int oid, int modifier, String type, int length, int scale) {
        assertThat(parameters(BuiltinTypes.find(oid), modifier))
                .isEqualTo(expected(type, length, scale));
    }

    @Test
    void tellsPrecisionAndScaleOfNumbers() {
        PgType numeric = BuiltinTypes.find(1700);

        assertThat(parameters(numeric, Readers.numericModifier(10, 2)))
                .isEqualTo(expected("NUMERIC", 10, 2));
        assertThat(parameters(numeric, Readers.numericModifier(4, -2)))
                .isEqualTo(expected("NUMERIC", 4, -2));
    }

    @Test
    void tellsDomainsUnderTheirNamesWithTheLengthOfTheirBase() {
        PgType price = Readers.defaults().type("positive_price");

        assertThat(SourceType.of(price, -1, Readers.defaults()::type).parameters("c"))
                .isEqualTo(expected("POSITIVE_PRICE", 10, 2));
    }
}
