package dev.lockstep.source.postgres.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.config.DecimalMode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumericTypesTest {

    private final Readers readers = Readers.defaults();

    @Test
    void readsIntegersUpToTheirLimits() {
        assertThat(Readers.read(readers, "int2", "-32768")).isEqualTo(Short.MIN_VALUE);
        assertThat(Readers.read(readers, "int2", "32767")).isEqualTo(Short.MAX_VALUE);
        assertThat(Readers.read(readers, "int4", "-2147483648")).isEqualTo(Integer.MIN_VALUE);
        assertThat(Readers.read(readers, "int8", "-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(Readers.read(readers, "int8", "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
        assertThat(Readers.read(readers, "oid", "4294967295")).isEqualTo(4_294_967_295L);
    }

    @Test
    void readsBooleans() {
        assertThat(Readers.read(readers, "bool", "t")).isEqualTo(true);
        assertThat(Readers.read(readers, "bool", "f")).isEqualTo(false);
    }

    @Test
    void roundTripsRandomIntegers() {
        SplittableRandom random = new SplittableRandom(1);
        ColumnReader reader = readers.optional("int8");
        for (int i = 0; i < 20_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            assertThat(Readers.read(reader, Long.toString(value))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "-0", "1e-45", "3.4028235e+38", "0.1"})
    void readsFloatsAsJavaDoes(String text) {
        assertThat(Readers.read(readers, "float4", text)).isEqualTo(Float.parseFloat(text));
        assertThat(Readers.read(readers, "float8", text)).isEqualTo(Double.parseDouble(text));
    }

    @Test
    void roundTripsRandomFloats() {
        SplittableRandom random = new SplittableRandom(2);
        ColumnReader doubles = readers.optional("float8");
        ColumnReader floats = readers.optional("float4");
        for (int i = 0; i < 20_000; i++) {
            double wide = Double.longBitsToDouble(random.nextLong());
            double narrow = random.nextInt(-999_999_999, 999_999_999) / 1000.0;
            float single = Float.intBitsToFloat(random.nextInt());
            assertThat(Readers.read(doubles, text(Double.toString(wide)))).isEqualTo(wide);
            assertThat(Readers.read(doubles, text(Double.toString(narrow)))).isEqualTo(narrow);
            assertThat(Readers.read(floats, text(Float.toString(single)))).isEqualTo(single);
            assertThat(Readers.read(floats, text(Float.toString((float) narrow))))
                    .isEqualTo((float) narrow);
        }
    }

    /** PostgreSQL's exponents are in lower case. */
    private static String text(String number) {
        return number.replace('E', 'e');
    }

    @Test
    void givesNumericWithScaleAsConnectDecimal() {
        ColumnReader reader = readers.optional("numeric", Readers.numericModifier(10, 2));

        assertThat(reader.schema())
                .isEqualTo(
                        Decimal.builder(2)
                                .parameter("connect.decimal.precision", "10")
                                .optional()
                                .build());
        assertThat(Readers.read(reader, "-12345678.90")).isEqualTo(new BigDecimal("-12345678.90"));
        assertThat(Readers.read(reader, "0.00")).isEqualTo(new BigDecimal("0.00"));
        assertThat(Readers.read(reader, "NaN")).isEqualTo(new Inexact(null, "NaN"));
    }

    @Test
    void countsDigitsLeftOfANegativeScaleIntoThePrecision() {
        ColumnReader reader = readers.optional("numeric", Readers.numericModifier(3, -2));

        assertThat(reader.schema().parameters())
                .containsEntry("scale", "0")
                .containsEntry("connect.decimal.precision", "5");
        assertThat(Readers.read(reader, "12300")).isEqualTo(new BigDecimal("12300"));
    }

    @Test
    void givesNumericWithoutScaleAsVariableScaleDecimal() {
        ColumnReader reader = readers.optional("numeric");

        assertThat(reader.schema().name()).isEqualTo("io.debezium.data.VariableScaleDecimal");
        for (String text : List.of("1.50", "100", "0.00", "-12.50", "1" + "0".repeat(30))) {
            assertThat(decimal(Readers.read(reader, text))).isEqualTo(new BigDecimal(text));
        }
        assertThat(Readers.read(reader, "-Infinity")).isEqualTo(new Inexact(null, "-Infinity"));
    }

    @Test
    void givesANeutralValueWhereNullIsNotAllowed() {
        ColumnReader reader = readers.required("numeric");
        Inexact read = (Inexact) Readers.read(reader, "NaN");

        assertThat(decimal(read.nearest())).isEqualTo(BigDecimal.ZERO);
        assertThat(read.text()).isEqualTo("NaN");
        assertThat(decimal(reader.unavailable())).isEqualTo(BigDecimal.ZERO);
    }

    private static BigDecimal decimal(Object struct) {
        Struct value = (Struct) struct;
        return new BigDecimal(new BigInteger(value.getBytes("value")), value.getInt32("scale"));
    }

    @Test
    void roundTripsRandomDecimals() {
        SplittableRandom random = new SplittableRandom(3);
        ColumnReader variable = readers.optional("numeric");
        for (int i = 0; i < 20_000; i++) {
            int scale = random.nextInt(30);
            BigDecimal value =
                    new BigDecimal(
                            new BigInteger(
                                    Long.toString(random.nextLong())
                                            + random.nextInt(1_000_000_000)),
                            scale);
            ColumnReader fixed = readers.optional("numeric", Readers.numericModifier(60, scale));
            assertThat(Readers.read(fixed, value.toPlainString())).isEqualTo(value);
            assertThat(decimal(Readers.read(variable, value.toPlainString()))).isEqualTo(value);
        }
    }

    @Test
    void givesNumericAsDoubleAndSaysWhenDigitsAreLost() {
        ColumnReader reader = Readers.with(DecimalMode.DOUBLE).optional("numeric");

        assertThat(reader.schema()).isEqualTo(Schema.OPTIONAL_FLOAT64_SCHEMA);
        assertThat(Readers.read(reader, "0.1")).isEqualTo(0.1);
        assertThat(Readers.read(reader, "NaN")).isEqualTo(Double.NaN);
        assertThat(Readers.read(reader, "Infinity")).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Readers.read(reader, "100000000000000000000")).isEqualTo(1e20);
        assertThat(Readers.read(reader, "12345678901234567.89"))
                .isEqualTo(new Inexact(1.2345678901234568e16, "12345678901234567.89"));
        String huge = "1".repeat(400);
        assertThat(Readers.read(reader, huge))
                .isEqualTo(new Inexact(Double.POSITIVE_INFINITY, huge));
    }

    @ParameterizedTest
    @CsvSource({
        "1.50, 1.50",
        "NaN, NAN",
        "Infinity, POSITIVE_INFINITY",
        "-Infinity, NEGATIVE_INFINITY"
    })
    void givesNumericAsStringInDebeziumsWords(String text, String expected) {
        ColumnReader reader = Readers.with(DecimalMode.STRING).optional("numeric");

        assertThat(Readers.read(reader, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$12.50 | 12.50",
                "-$1,234,567.89 | -1234567.89",
                "($1,234.50) | -1234.50",
                "1.234,56 € | 1234.56",
                "CHF 1'234.50 | 1234.50",
                "¥1,234 | 1234.00",
                "Rs.5 | 5.00",
                "-$92,233,720,368,547,758.08 | -92233720368547758.08"
            })
    void readsMoneyOfAnyLocale(String text, BigDecimal expected) {
        ColumnReader reader = readers.optional("money");

        assertThat(reader.schema()).isEqualTo(Decimal.builder(2).optional().build());
        assertThat(Readers.read(reader, text)).isEqualTo(expected);
    }

    @Test
    void saysWhenMoneyIsRounded() {
        ColumnReader reader = Readers.withMoneyFractionDigits(1).optional("money");

        assertThat(Readers.read(reader, "$1.50")).isEqualTo(new BigDecimal("1.5"));
        assertThat(Readers.read(reader, "$1.25"))
                .isEqualTo(new Inexact(new BigDecimal("1.3"), "$1.25"));
    }

    @Test
    void givesMoneyAsDoubleOrString() {
        assertThat(Readers.read(Readers.with(DecimalMode.STRING), "money", "-$1,234.50"))
                .isEqualTo("-1234.50");
        ColumnReader doubles = Readers.with(DecimalMode.DOUBLE).optional("money");
        assertThat(Readers.read(doubles, "$12.50")).isEqualTo(12.5);
        assertThat(Readers.read(doubles, "$92,233,720,368,547,758.07")).isInstanceOf(Inexact.class);
    }
}
