package dev.lockstep.source.postgres.type;

/**
 * Writes the text of a value that came in the binary form of its type, byte for byte as the
 * server's output function does. May keep scratch space: for one thread only.
 */
@FunctionalInterface
interface Spelling {

    /**
     * Appends the text of {@code bytes[from, to)}.
     *
     * @throws MalformedTextException if the bytes are not of the type
     */
    void spell(byte[] bytes, int from, int to, SpelledText out);
}
