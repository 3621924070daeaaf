package dev.lockstep.sink.typesense.write;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids that need no escape in paths and filters: other characters than letters, digits and {@code
 * -_.~:@} become percent codes, and what is longer than 512 characters its SHA-256.
 */
final class DocumentIds {

    private static final int MOST = 512;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private DocumentIds() {}

    static String of(String text) {
        String safe = isSafe(text) ? text : encoded(text);
        return safe.length() > MOST ? hash(safe) : safe;
    }

    private static boolean isSafe(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isSafe(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSafe(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "-_.~:@".indexOf(c) >= 0;
    }

    private static String encoded(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isSafe(b)) {
                safe.append((char) b);
            } else {
                HEX.toHexDigits(safe.append('%'), b);
            }
        }
        return safe.toString();
    }

    private static String hash(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            return "sha256:"
                    + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
