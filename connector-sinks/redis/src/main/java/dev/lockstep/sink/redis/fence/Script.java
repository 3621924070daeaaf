package dev.lockstep.sink.redis.fence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A script that runs on the server, which describes what it takes and returns in its text. */
public final class Script {

    /** What all follow; it stands before each. */
    private static final String RULE = read("rule");

    /** Texts that live for ever, many at once. */
    public static final Script SET = new Script("set");

    /** Values with a time to live. */
    public static final Script WRITE = new Script("write");

    /** Rows as hashes. */
    public static final Script HASH = new Script("hash");

    /** Keys that are gone. */
    public static final Script REMOVE = new Script("remove");

    /** What is at a key, and what is known of it. */
    public static final Script READ = new Script("read");

    /** A value made of the one that is there. */
    public static final Script REPLACE = new Script("replace");

    /** Entries of a stream. */
    public static final Script APPEND = new Script("append");

    private static final List<Script> ALL =
            List.of(SET, WRITE, HASH, REMOVE, READ, REPLACE, APPEND);

    private final String text;
    private final byte[] digest;

    private Script(String name) {
        text = RULE + "\n" + read(name);
        digest = digest(text);
    }

    /** The texts of all, as servers are given them. */
    public static List<String> texts() {
        return ALL.stream().map(script -> script.text).toList();
    }

    /** What a server knows the script by. Not to be changed. */
    public byte[] digest() {
        return digest;
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
