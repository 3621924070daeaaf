package dev.lockstep.source.postgres.type;

import dev.lockstep.source.postgres.config.BinaryMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.kafka.connect.data.SchemaBuilder;

/** bytea in each binary mode, and bit strings. */
final class BinaryMappings {

    /** The length Debezium gives to a bit string without limit. */
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private BinaryMappings() {}

    static Mapping bytea(BinaryMode mode, String placeholder) {
        return switch (mode) {
            case BYTES ->
                    Mapping.of(SchemaBuilder.bytes(), BinaryMappings::bytes, new byte[0])
                            .withPlaceholder(placeholder.getBytes(StandardCharsets.UTF_8));
            case BASE64 -> base64(Base64.getEncoder());
            case BASE64_URL_SAFE -> base64(Base64.getUrlEncoder());
            case HEX -> Mapping.of(SchemaBuilder.string(), BinaryMappings::hex, "");
        };
    }

    private static Mapping base64(Base64.Encoder encoder) {
        return Mapping.of(
                SchemaBuilder.string(),
                (text, from, to) -> encoder.encodeToString(decode(text, from, to)),
                "");
    }

    private static Object bytes(byte[] text, int from, int to) {
        return ByteBuffer.wrap(decode(text, from, to));
    }

    private static Object hex(byte[] text, int from, int to) {
        requirePrefix(text, from, to);
        for (int i = from + 2; i < to; i++) {
            HexText.digit(text[i]);
        }
        return AsciiNumbers.latin(text, from + 2, to);
    }

    private static byte[] decode(byte[] text, int from, int to) {
        requirePrefix(text, from, to);
        return HexText.decode(text, from + 2, to);
    }

    private static void requirePrefix(byte[] text, int from, int to) {
        if (to - from < 2 || (to - from & 1) != 0 || text[from] != '\\' || text[from + 1] != 'x') {
            throw new MalformedTextException();
        }
    }

    static Mapping bits(int typeModifier, boolean varying) {
        int length = varying && typeModifier < 0 ? UNLIMITED : typeModifier;
        return length > 1
                ? Mapping.of(
                        SemanticSchemas.bits(length),
                        (text, from, to) -> bits(length, text, from, to),
                        new byte[0])
                : Mapping.of(SchemaBuilder.bool(), BinaryMappings::bit, false);
    }

    /** Little-endian and without leading zeros, so only a value of full length can be told. */
    private static Object bits(int length, byte[] text, int from, int to) {
        int first = from;
        while (first < to && text[first] == '0') {
            first++;
        }
        byte[] bytes = new byte[(to - first + 7) / 8];
        for (int i = to - 1; i >= first; i--) {
            int index = to - 1 - i;
            bytes[index / 8] |= (byte) (bit(text[i]) << index % 8);
        }
        return to - from == length ? bytes : AsciiText.inexact(bytes, text, from, to);
    }

    private static Object bit(byte[] text, int from, int to) {
        if (to - from == 1) {
            return bit(text[from]) == 1;
        }
        for (int i = from; i < to; i++) {
            bit(text[i]);
        }
        return AsciiText.inexact(null, text, from, to);
    }

    private static int bit(byte character) {
        int bit = character - '0';
        if (bit != 0 && bit != 1) {
            throw new MalformedTextException();
        }
        return bit;
    }
}
