package dev.lockstep.sink.jdbc.postgres;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;

/** Bytes, however a record holds them. */
final class BytesText {

    private static final HexFormat HEX = HexFormat.of();

    private BytesText() {}

    static byte[] array(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(buffer.position(), bytes);
            return bytes;
        }
        throw ValueForm.unexpected(value);
    }

    /** PostgreSQL's text of bytea. */
    static String hex(Object value) {
        return "\\x" + HEX.formatHex(array(value));
    }

    static byte[] decode(String text, BinaryText form) {
        try {
            if (text.startsWith("\\x")) {
                return HEX.parseHex(text, 2, text.length());
            }
            return switch (form) {
                case HEX -> HEX.parseHex(text);
                case BASE64 -> Base64.getDecoder().decode(text);
                case BASE64_URL_SAFE -> Base64.getUrlDecoder().decode(text);
            };
        } catch (IllegalArgumentException e) {
            throw new UnfitValueException("its text is not " + form.description());
        }
    }
}
