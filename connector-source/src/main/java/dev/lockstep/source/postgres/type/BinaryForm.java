package dev.lockstep.source.postgres.type;

import dev.lockstep.source.postgres.config.BinaryMode;
import dev.lockstep.source.postgres.config.TypeOptions;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Parsers for the binary form of the types that are common or large. Each gives the very value that
 * the type's text gives; a type without one is read by its text.
 */
final class BinaryForm {

    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private static final byte[] HEX = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };
    private static final int UUID_BYTES = 16;

    private BinaryForm() {}

    /**
     * The parser of a builtin type's binary form, or null where its text is read.
     *
     * @param text the parser of its text
     */
    static Parser of(String name, int typeModifier, TypeOptions options, Parser text) {
        return switch (name) {
            case "bool" -> BinaryForm::bool;
            case "int2" -> (bytes, from, to) -> int16(bytes, from, to);
            case "int4" -> (bytes, from, to) -> int32(bytes, from, to);
            case "int8" -> (bytes, from, to) -> int64(bytes, from, to);
            case "oid" -> (bytes, from, to) -> Integer.toUnsignedLong(int32(bytes, from, to));
            case "float4" -> (bytes, from, to) -> Float.intBitsToFloat(int32(bytes, from, to));
            case "float8" -> (bytes, from, to) -> Double.longBitsToDouble(int64(bytes, from, to));
            case "uuid" -> BinaryForm::uuid;
            case "bytea" -> options.binaryMode() == BinaryMode.BYTES ? BinaryForm::bytes : null;
            case "jsonb" -> (bytes, from, to) -> jsonb(text, bytes, from, to);
            case "date" -> BinaryTemporal.date(options.timePrecisionMode(), text);
            case "timestamp" ->
                    BinaryTemporal.timestamp(options.timePrecisionMode(), typeModifier, text);
            case "timestamptz" -> BinaryTemporal.zonedTimestamp(typeModifier, text);
            // Their binary form is their text.
            case "text", "varchar", "bpchar", "name", "json" -> text;
            default -> null;
        };
    }

    private static int index(int size, int from, int to) {
        if (to - from != size) {
            throw new MalformedTextException();
        }
        return from;
    }

    private static Object bool(byte[] bytes, int from, int to) {
        return bytes[index(1, from, to)] != 0;
    }

    private static short int16(byte[] bytes, int from, int to) {
        return (short) SHORT.get(bytes, index(Short.BYTES, from, to));
    }

    static int int32(byte[] bytes, int from, int to) {
        return (int) INT.get(bytes, index(Integer.BYTES, from, to));
    }

    static long int64(byte[] bytes, int from, int to) {
        return (long) LONG.get(bytes, index(Long.BYTES, from, to));
    }

    private static Object bytes(byte[] bytes, int from, int to) {
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to));
    }

    /** A version before the text. */
    private static Object jsonb(Parser text, byte[] bytes, int from, int to) {
        if (from == to || bytes[from] != 1) {
            throw new MalformedTextException();
        }
        return text.parse(bytes, from + 1, to);
    }

    private static Object uuid(byte[] bytes, int from, int to) {
        int first = index(UUID_BYTES, from, to);
        byte[] text = new byte[36];
        int at = 0;
        for (int i = 0; i < UUID_BYTES; i++) {
            if (i == 4 || i == 6 || i == 8 || i == 10) {
                text[at++] = '-';
            }
            text[at++] = HEX[bytes[first + i] >> 4 & 0xF];
            text[at++] = HEX[bytes[first + i] & 0xF];
        }
        return AsciiNumbers.latin(text, 0, text.length);
    }
}
