package dev.lockstep.source.postgres.type;

import dev.lockstep.source.postgres.config.DecimalMode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** numeric and money in each decimal mode. */
final class NumericMappings {

    private static final byte[] ZERO = {0};

    /** So few characters have at most 15 digits, which a double gives back unchanged. */
    private static final int EXACT_DOUBLE_CHARACTERS = 16;

    private final DecimalMode mode;
    private final int moneyFractionDigits;

    NumericMappings(DecimalMode mode, int moneyFractionDigits) {
        this.mode = mode;
        this.moneyFractionDigits = moneyFractionDigits;
    }

    Mapping numeric(int typeModifier) {
        return switch (mode) {
            case DOUBLE -> Mapping.of(SchemaBuilder.float64(), NumericMappings::float64, 0.0);
            case STRING -> Mapping.of(SchemaBuilder.string(), NumericMappings::string, "0");
            case PRECISE -> typeModifier < 0 ? variableScale() : fixedScale(typeModifier);
        };
    }

    /** Numbers of any size, and NaN and infinity, which a double has too. */
    private static Object float64(byte[] text, int from, int to) {
        double value = FloatText.float64(text, from, to);
        if (to - from <= EXACT_DOUBLE_CHARACTERS) {
            return value;
        }
        boolean exact =
                Double.isFinite(value)
                        && BigDecimal.valueOf(value).compareTo(AsciiNumbers.decimal(text, from, to))
                                == 0;
        return exact ? value : AsciiText.inexact(value, text, from, to);
    }

    private static Object string(byte[] text, int from, int to) {
        if (!isSpecial(text, from, to)) {
            AsciiNumbers.requirePlain(text, from, to);
            return AsciiNumbers.latin(text, from, to);
        }
        if (AsciiText.is("NaN", text, from, to)) {
            return "NAN";
        }
        return text[from] == '-' ? "NEGATIVE_INFINITY" : "POSITIVE_INFINITY";
    }

    private static boolean isSpecial(byte[] text, int from, int to) {
        if (from == to || AsciiText.isDigit(text[to - 1])) {
            return false;
        }
        return AsciiText.is("NaN", text, from, to)
                || AsciiText.is("Infinity", text, from, to)
                || AsciiText.is("-Infinity", text, from, to);
    }

    private static Mapping variableScale() {
        return new Mapping(
                SemanticSchemas.variableScaleDecimal(),
                schema -> (text, from, to) -> variableScale(schema, text, from, to),
                schema -> struct(schema, ZERO.clone(), 0),
                null);
    }

    private static Object variableScale(Schema schema, byte[] text, int from, int to) {
        if (isSpecial(text, from, to)) {
            return AsciiText.inexact(null, text, from, to);
        }
        return variableScale(schema, AsciiNumbers.decimal(text, from, to));
    }

    /** With the scale that the server gives the number, zeros at the end included. */
    static Struct variableScale(Schema schema, BigDecimal number) {
        return struct(schema, number.unscaledValue().toByteArray(), number.scale());
    }

    private static Struct struct(Schema schema, byte[] unscaled, int scale) {
        return new Struct(schema).put("value", unscaled).put("scale", scale);
    }

    /**
     * numeric(p, s). Where s is negative, which Connect's consumers do not expect, the digits that
     * are always 0 count into the precision instead.
     */
    private static Mapping fixedScale(int typeModifier) {
        int precision = (typeModifier - 4) >>> 16 & 0xFFFF;
        int declaredScale = declaredScale(typeModifier);
        int scale = scale(typeModifier);
        SchemaBuilder schema =
                Decimal.builder(scale)
                        .parameter(
                                "connect.decimal.precision",
                                Integer.toString(precision + scale - declaredScale));
        return Mapping.of(schema, fixed(scale), new BigDecimal(BigInteger.ZERO, scale));
    }

    /** As numeric(p, s) was written. */
    static int declaredScale(int typeModifier) {
        return (((typeModifier - 4) & 0x7FF) ^ 0x400) - 0x400;
    }

    /** That of the values of numeric(p, s). */
    static int scale(int typeModifier) {
        return Math.max(declaredScale(typeModifier), 0);
    }

    private static Parser fixed(int scale) {
        return (text, from, to) -> {
            if (isSpecial(text, from, to)) {
                return AsciiText.inexact(null, text, from, to);
            }
            BigDecimal value = AsciiNumbers.decimal(text, from, to);
            if (value.scale() == scale) {
                return value;
            }
            return value.scale() < scale
                    ? value.setScale(scale)
                    : rounded(value, scale, text, from, to);
        };
    }

    private static Object rounded(BigDecimal value, int scale, byte[] text, int from, int to) {
        BigDecimal rounded = value.setScale(scale, RoundingMode.HALF_UP);
        return rounded.compareTo(value) == 0 ? rounded : AsciiText.inexact(rounded, text, from, to);
    }

    Mapping money() {
        return switch (mode) {
            case DOUBLE -> Mapping.of(SchemaBuilder.float64(), this::moneyAsDouble, 0.0);
            case STRING ->
                    Mapping.of(
                            SchemaBuilder.string(),
                            (text, from, to) -> money(text, from, to).toPlainString(),
                            new BigDecimal(BigInteger.ZERO, moneyFractionDigits).toPlainString());
            case PRECISE ->
                    Mapping.of(
                            Decimal.builder(moneyFractionDigits),
                            this::moneyAsDecimal,
                            new BigDecimal(BigInteger.ZERO, moneyFractionDigits));
        };
    }

    private Object moneyAsDouble(byte[] text, int from, int to) {
        BigDecimal money = money(text, from, to);
        double value = money.doubleValue();
        return BigDecimal.valueOf(value).compareTo(money) == 0
                ? value
                : AsciiText.inexact(value, text, from, to);
    }

    private Object moneyAsDecimal(byte[] text, int from, int to) {
        BigDecimal money = money(text, from, to);
        return money.scale() == moneyFractionDigits
                ? money
                : rounded(money, moneyFractionDigits, text, from, to);
    }

    /**
     * The text has the form of the database's lc_monetary. A point or comma between digits is the
     * decimal point if it is the last one and three digits do not follow, as they do in a group; in
     * a currency with three decimals the last one always is.
     */
    private BigDecimal money(byte[] text, int from, int to) {
        long unscaled = 0;
        int digits = 0;
        int sinceSeparator = -1;
        boolean negative = false;
        for (int i = from; i < to; i++) {
            byte character = text[i];
            if (AsciiText.isDigit(character)) {
                unscaled = unscaled * 10 - (character - '0');
                digits++;
                sinceSeparator += sinceSeparator < 0 ? 0 : 1;
            } else if (character == '-' || character == '(') {
                negative = true;
            } else if ((character == '.' || character == ',')
                    && isBetweenDigits(text, i, from, to)) {
                sinceSeparator = 0;
            }
        }
        if (digits == 0 || digits > 19 || unscaled > 0) {
            throw new MalformedTextException();
        }
        boolean group = sinceSeparator == 3 && moneyFractionDigits != 3;
        int scale = group ? 0 : Math.max(sinceSeparator, 0);
        BigDecimal value = BigDecimal.valueOf(unscaled, scale);
        return negative ? value : value.negate();
    }

    private static boolean isBetweenDigits(byte[] text, int at, int from, int to) {
        return at > from
                && at + 1 < to
                && AsciiText.isDigit(text[at - 1])
                && AsciiText.isDigit(text[at + 1]);
    }
}
