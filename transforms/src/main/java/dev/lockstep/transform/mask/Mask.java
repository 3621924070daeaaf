package dev.lockstep.transform.mask;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.config.types.Password;

/**
 * What a mask makes of the text of a value; equal texts have equal masks.
 *
 * @param text null for the mask that leaves nothing at all
 * @param distinguishes whether different values have different masks, as keys need it
 * @param readsValue whether the mask depends on the value, which then must have a text
 */
public record Mask(UnaryOperator<String> text, boolean distinguishes, boolean readsValue) {

    private static final String ALGORITHM = "HmacSHA256";

    /** Null in the place of every value. */
    public static Mask nothing() {
        return new Mask(null, false, false);
    }

    public static Mask redact(String replacement) {
        return new Mask(text -> replacement, false, false);
    }

    /** The last characters behind as many stars as there are others; stars only for short texts. */
    public static Mask keepLast(int count) {
        return new Mask(text -> lastOf(text, count), false, true);
    }

    private static String lastOf(String text, int count) {
        int length = text.codePointCount(0, text.length());
        return length <= count
                ? "*".repeat(length)
                : "*".repeat(length - count)
                        + text.substring(text.offsetByCodePoints(0, length - count));
    }

    public static Mask truncate(int length) {
        return new Mask(
                text ->
                        text.codePointCount(0, text.length()) <= length
                                ? text
                                : text.substring(0, text.offsetByCodePoints(0, length)),
                false,
                true);
    }

    /** HMAC-SHA256 of the text in UTF-8, in hexadecimal digits. */
    public static Mask hmac(Password secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            byte[] key = secret.value().getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            HexFormat hex = HexFormat.of();
            return new Mask(
                    text -> hex.formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))),
                    true,
                    true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM + ".", e);
        }
    }
}
