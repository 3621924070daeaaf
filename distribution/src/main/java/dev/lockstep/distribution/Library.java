package dev.lockstep.distribution;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A jar in an archive: what it is, by its name, and its sums. */
record Library(String artifact, String version, String sha256, String sha512) {

    private static final Pattern NAME = Pattern.compile("(.+?)-(\\d.*)\\.jar");

    static Library of(String file, byte[] content) {
        Matcher name = NAME.matcher(file);
        if (!name.matches()) {
            throw new IllegalStateException(
                    "Cannot describe " + file + ": its name does not end with a version.");
        }
        return new Library(
                name.group(1),
                name.group(2),
                Sums.of("SHA-256", content),
                Sums.of("SHA-512", content));
    }

    boolean isOurs() {
        return artifact.startsWith("lockstep-");
    }
}
