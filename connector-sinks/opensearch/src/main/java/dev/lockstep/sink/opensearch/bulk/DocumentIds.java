package dev.lockstep.sink.opensearch.bulk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids that the server takes: texts of 1 to 512 bytes; for others, the hash of the text. */
final class DocumentIds {

    private static final int MAX_BYTES = 512;
    private static final int MAX_BYTES_PER_CHAR = 3;
    private static final String PREFIX = "sha256:";

    private DocumentIds() {}

    static String fitting(String id) {
        int length = id.length();
        if (length > 0 && length <= MAX_BYTES / MAX_BYTES_PER_CHAR) {
            return id;
        }
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return bytes.length > 0 && bytes.length <= MAX_BYTES ? id : PREFIX + hash(bytes);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
