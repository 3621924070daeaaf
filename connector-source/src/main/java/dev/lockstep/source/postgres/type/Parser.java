package dev.lockstep.source.postgres.type;

/**
 * Turns the text of a value of one type, or its binary form, into a Connect value. May keep scratch
 * space.
 */
@FunctionalInterface
interface Parser {

    /**
     * Parses {@code text[from, to)} and touches nothing outside of it.
     *
     * @return the value, or an {@link Inexact}; its {@code nearest} is null where no value is near
     * @throws MalformedTextException if the bytes are not of the type
     */
    Object parse(byte[] text, int from, int to);
}
