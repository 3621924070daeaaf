package dev.lockstep.sink.jdbc.postgres;

/** The 16 bytes of a UUID's text. */
final class UuidBinary {

    private static final int DIGITS_PER_LONG = 16;

    private UuidBinary() {}

    /** Reads digits wherever PostgreSQL would allow hyphens or braces around them. */
    static void encode(Object value, WireBytes out) {
        if (!(value instanceof String text)) {
            throw ValueForm.unexpected(value);
        }
        long high = 0;
        long low = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '-' || character == '{' || character == '}') {
                continue;
            }
            int digit = Character.digit(character, 16);
            if (digit < 0 || digits == 2 * DIGITS_PER_LONG) {
                throw malformed();
            }
            if (digits++ < DIGITS_PER_LONG) {
                high = (high << 4) | digit;
            } else {
                low = (low << 4) | digit;
            }
        }
        if (digits != 2 * DIGITS_PER_LONG) {
            throw malformed();
        }
        out.int32(16);
        out.int64(high);
        out.int64(low);
    }

    private static UnfitValueException malformed() {
        return new UnfitValueException("its text is not a UUID");
    }
}
