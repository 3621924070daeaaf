package dev.lockstep.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Sums of files, in lines that {@code sha256sum -c} and {@code sha512sum -c} read. */
final class Sums {

    private Sums() {}

    static void write(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        write(file, ".sha256", of("SHA-256", content));
        write(file, ".sha512", of("SHA-512", content));
    }

    static String of(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Path file, String ending, String sum) throws IOException {
        Files.writeString(Path.of(file + ending), sum + "  " + file.getFileName() + "\n");
    }
}
