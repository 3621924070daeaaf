package dev.lockstep.event;

import java.util.Locale;

/** What a change did to its row, under the one-letter codes of Debezium's envelope. */
public enum Operation {
    INSERT("c"),
    UPDATE("u"),
    DELETE("d"),
    /** A row read by a snapshot. */
    READ("r"),
    TRUNCATE("t"),
    /** A message written with {@code pg_logical_emit_message}. */
    MESSAGE("m");

    private final String code;

    Operation(String code) {
        this.code = code;
    }

    /** The letter that stands in the {@code op} field. */
    public String code() {
        return code;
    }

    /** The operation of an {@code op} field. */
    public static Operation fromCode(String code) {
        Operation operation = lookup(code);
        if (operation == null) {
            throw new IllegalArgumentException(
                    "Cannot read the operation of a change event (op "
                            + code
                            + "): the code is unknown. Known codes are c, u, d, r, t and m.");
        }
        return operation;
    }

    /** An operation as a user writes it: a code, a name or a synonym, in any case. */
    public static Operation parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "c", "insert", "create" -> INSERT;
            case "u", "update", "modify" -> UPDATE;
            case "d", "delete", "remove" -> DELETE;
            case "r", "read" -> READ;
            case "t", "truncate" -> TRUNCATE;
            case "m", "message" -> MESSAGE;
            default ->
                    throw new IllegalArgumentException(
                            "Cannot parse the operation '"
                                    + text
                                    + "': it is not one that is known. Use c (INSERT, CREATE), u"
                                    + " (UPDATE, MODIFY), d (DELETE, REMOVE), r (READ), t"
                                    + " (TRUNCATE) or m (MESSAGE).");
        };
    }

    /** The operation of a code, null when there is none: readers meet values of every kind. */
    public static Operation lookup(String code) {
        if (code == null || code.length() != 1) {
            return null;
        }
        return switch (code.charAt(0)) {
            case 'c' -> INSERT;
            case 'u' -> UPDATE;
            case 'd' -> DELETE;
            case 'r' -> READ;
            case 't' -> TRUNCATE;
            case 'm' -> MESSAGE;
            default -> null;
        };
    }
}
