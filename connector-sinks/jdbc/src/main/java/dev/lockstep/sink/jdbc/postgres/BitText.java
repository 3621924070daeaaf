package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.jdbc.postgres.ValueForm.Kind;
import org.apache.kafka.connect.data.Schema;

/** Bit strings: bytes of which the first holds the last bits. */
final class BitText {

    private BitText() {}

    static ValueForm form(Schema schema) {
        String length = schema.parameters() == null ? null : schema.parameters().get("length");
        int declared = length == null ? Integer.MAX_VALUE : Integer.parseInt(length);
        return form(declared);
    }

    /**
     * Bit strings of a length.
     *
     * @param length Integer.MAX_VALUE where there is none
     */
    static ValueForm form(int length) {
        return ValueForm.ofObject(
                Kind.BITS, value -> value, value -> text(BytesText.array(value), length));
    }

    static String text(byte[] bytes, int length) {
        int digits = length == Integer.MAX_VALUE ? bytes.length * 8 : length;
        char[] text = new char[digits];
        for (int i = 0; i < digits; i++) {
            int set = i / 8 < bytes.length ? (bytes[i / 8] >> (i % 8)) & 1 : 0;
            text[digits - 1 - i] = (char) ('0' + set);
        }
        for (int i = digits; i < bytes.length * 8; i++) {
            if (((bytes[i / 8] >> (i % 8)) & 1) != 0) {
                throw new UnfitValueException("it has more bits than its schema says");
            }
        }
        return new String(text);
    }
}
