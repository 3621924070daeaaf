package dev.lockstep.sink.redis.fence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** A script that runs on the server, which describes what it takes and returns in its text. */
public enum Script {
    /** Texts that live for ever, many at once. */
    SET,
    /** Values with a time to live. */
    WRITE,
    /** Rows as hashes. */
    HASH,
    /** Keys that are gone. */
    REMOVE,
    /** What is at a key, and what is known of it. */
    READ,
    /** A value made of the one that is there. */
    REPLACE,
    /** Entries of a stream. */
    APPEND;

    private static final String RULE = "rule";

    private final String text;
    private final byte[] digest;

    Script() {
        text = read(RULE) + "\n" + read(name().toLowerCase(Locale.ROOT));
        digest = digest(text);
    }

    /** The texts of all. */
    public static List<String> texts() {
        return Arrays.stream(values()).map(Script::text).toList();
    }

    /** The whole text, as the server is given it. */
    public String text() {
        return text;
    }

    /** What the server knows the script by. */
    public byte[] digest() {
        return digest.clone();
    }

    private static String read(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
