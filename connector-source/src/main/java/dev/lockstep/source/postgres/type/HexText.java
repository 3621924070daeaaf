package dev.lockstep.source.postgres.type;

/** Bytes from hexadecimal digits. */
final class HexText {

    static final byte[] LOWER = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private HexText() {}

    static byte[] decode(byte[] text, int from, int to) {
        if ((to - from & 1) != 0) {
            throw new MalformedTextException();
        }
        byte[] bytes = new byte[(to - from) / 2];
        for (int i = 0, at = from; i < bytes.length; i++, at += 2) {
            bytes[i] = (byte) (digit(text[at]) << 4 | digit(text[at + 1]));
        }
        return bytes;
    }

    static int digit(byte character) {
        int digit = Character.digit(character, 16);
        if (digit < 0) {
            throw new MalformedTextException();
        }
        return digit;
    }
}
