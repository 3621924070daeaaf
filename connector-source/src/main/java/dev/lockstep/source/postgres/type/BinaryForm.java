package dev.lockstep.source.postgres.type;

import dev.lockstep.source.postgres.config.BinaryMode;
import dev.lockstep.source.postgres.config.DecimalMode;
import dev.lockstep.source.postgres.config.TimePrecisionMode;
import dev.lockstep.source.postgres.config.TypeOptions;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.apache.kafka.connect.data.Schema;

/**
 * Parsers for the binary form of builtin types. Each gives the very value that the type's text
 * gives: the common types directly, all others by way of their text, which is spelled out.
 */
final class BinaryForm {

    private static final int UUID_BYTES = 16;

    private final TypeOptions options;

    BinaryForm(TypeOptions options) {
        this.options = options;
    }

    /**
     * The parser of a builtin type's binary form.
     *
     * @param text the parser of its text
     * @param spelling of the type
     */
    Parser of(String name, int typeModifier, Schema schema, Parser text, Spelling spelling) {
        Parser direct =
                switch (name) {
                    case "bool" -> BinaryForm::bool;
                    case "int2" -> BinaryInts::int16;
                    case "int4" -> BinaryInts::int32;
                    case "int8" -> BinaryInts::int64;
                    case "oid" -> BinaryForm::oid;
                    case "float4" -> BinaryForm::float32;
                    case "float8" -> BinaryForm::float64;
                    case "numeric" -> numeric(typeModifier, schema, spelled(spelling, text));
                    case "uuid" -> BinaryForm::uuid;
                    case "bytea" -> bytea();
                    case "jsonb" -> (bytes, from, to) -> jsonb(text, bytes, from, to);
                    case "point" -> (bytes, from, to) -> point(schema, bytes, from, to);
                    // Their binary form is their text.
                    case "text", "varchar", "bpchar", "name", "json", "xml" -> text;
                    default -> temporal(name, typeModifier, text);
                };
        return direct != null ? direct : spelled(spelling, text);
    }

    /** Writes the text and parses that. */
    static Parser spelled(Spelling spelling, Parser text) {
        SpelledText scratch = new SpelledText();
        return (bytes, from, to) -> {
            spelling.spell(bytes, from, to, scratch.clear());
            return text.parse(scratch.bytes(), 0, scratch.length());
        };
    }

    private Parser temporal(String name, int typeModifier, Parser text) {
        TimePrecisionMode mode = options.timePrecisionMode();
        return switch (name) {
            case "date" -> BinaryTemporal.date(mode, text);
            case "time" -> BinaryTemporal.time(mode, typeModifier);
            case "timestamp" -> BinaryTemporal.timestamp(mode, typeModifier, text);
            case "timestamptz" -> BinaryTemporal.zonedTimestamp(typeModifier, text);
            default -> null;
        };
    }

    private static Object bool(byte[] bytes, int from, int to) {
        BinaryInts.requireSize(1, from, to);
        return bytes[from] != 0;
    }

    private static Object oid(byte[] bytes, int from, int to) {
        return Integer.toUnsignedLong(BinaryInts.int32(bytes, from, to));
    }

    private static Object float32(byte[] bytes, int from, int to) {
        return Float.intBitsToFloat(BinaryInts.int32(bytes, from, to));
    }

    private static Object float64(byte[] bytes, int from, int to) {
        return Double.longBitsToDouble(BinaryInts.int64(bytes, from, to));
    }

    /** Null where the text is read; what is large or no number goes through it too. */
    private Parser numeric(int typeModifier, Schema schema, Parser spelled) {
        if (options.decimalMode() != DecimalMode.PRECISE) {
            return null;
        }
        if (typeModifier < 0) {
            return (bytes, from, to) -> {
                BigDecimal value = NumericBinary.small(bytes, from, to);
                return value == null
                        ? spelled.parse(bytes, from, to)
                        : NumericMappings.variableScale(schema, value);
            };
        }
        int scale = NumericMappings.scale(typeModifier);
        return (bytes, from, to) -> {
            BigDecimal value = NumericBinary.small(bytes, from, to);
            return value == null || value.scale() != scale ? spelled.parse(bytes, from, to) : value;
        };
    }

    private Parser bytea() {
        BinaryMode mode = options.binaryMode();
        return switch (mode) {
            case BYTES -> (bytes, from, to) -> ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to));
            case BASE64 -> base64(Base64.getEncoder());
            case BASE64_URL_SAFE -> base64(Base64.getUrlEncoder());
            case HEX -> HexFormat.of()::formatHex;
        };
    }

    private static Parser base64(Base64.Encoder encoder) {
        return (bytes, from, to) ->
                new String(
                        encoder.encode(Arrays.copyOfRange(bytes, from, to)),
                        StandardCharsets.ISO_8859_1);
    }

    /** A version before the text. */
    private static Object jsonb(Parser text, byte[] bytes, int from, int to) {
        if (BinaryInts.int8At(bytes, from, to) != 1) {
            throw new MalformedTextException();
        }
        return text.parse(bytes, from + 1, to);
    }

    private static Object point(Schema schema, byte[] bytes, int from, int to) {
        BinaryInts.requireSize(2 * Double.BYTES, from, to);
        double x = Double.longBitsToDouble(BinaryInts.int64At(bytes, from, to));
        double y = Double.longBitsToDouble(BinaryInts.int64At(bytes, from + Double.BYTES, to));
        return SpatialMappings.point(schema, x, y);
    }

    private static Object uuid(byte[] bytes, int from, int to) {
        BinaryInts.requireSize(UUID_BYTES, from, to);
        byte[] text = new byte[36];
        int at = 0;
        for (int i = 0; i < UUID_BYTES; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                text[at++] = '-';
            }
            text[at++] = HexText.LOWER[bytes[from + i] >> 4 & 0xF];
            text[at++] = HexText.LOWER[bytes[from + i] & 0xF];
        }
        return AsciiNumbers.latin(text, 0, text.length);
    }
}
