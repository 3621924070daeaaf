package dev.lockstep.source.postgres.type;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The text of values for people, however they came, whatever the configuration makes of their type.
 * Slow: for rows that cannot become events.
 */
@FunctionalInterface
public interface RawText {

    /** Of values that came as text. */
    RawText OF_TEXT = RawText::utf8;

    /**
     * The text of the value in {@code bytes[from, from + length)}; null where its bytes say more.
     */
    String of(byte[] bytes, int from, int length);

    /**
     * Of values that came in the binary form of a builtin type; null if that form is not known
     * here.
     */
    static RawText ofBinary(int typeOid) {
        Spelling spelling = new Spellings(BuiltinTypes::find).of(BuiltinTypes.find(typeOid));
        return spelling == null ? null : of(spelling);
    }

    /** Of values whose binary form is spelled so. */
    static RawText of(Spelling spelling) {
        return (bytes, from, length) -> {
            SpelledText text = new SpelledText();
            try {
                spelling.spell(bytes, from, from + length, text);
            } catch (MalformedTextException e) {
                return null;
            }
            return utf8(text.bytes(), 0, text.length());
        };
    }

    private static String utf8(byte[] bytes, int from, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
