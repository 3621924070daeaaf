package dev.lockstep.source.postgres.catalog;

/** Quotes names and literals for statements that take no parameters. */
public final class Identifiers {

    private Identifiers() {}

    /** A name as SQL reads it back unchanged: {@code we"ird} becomes {@code "we""ird"}. */
    public static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A string literal of a replication command, which knows no escapes but the doubled quote. */
    public static String literal(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }
}
