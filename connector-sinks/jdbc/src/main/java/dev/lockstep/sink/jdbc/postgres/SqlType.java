package dev.lockstep.sink.jdbc.postgres;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A type of a column in its parts, without NOT NULL.
 *
 * @param name as the catalog spells it
 * @param length or precision; -1 without
 * @param scale -1 without
 */
record SqlType(String name, int length, int scale) {

    private static final Pattern PARTS =
            Pattern.compile("([^(]*?)\\s*(?:\\((\\d+)(?:,(-?\\d+))?\\))?( with.*)?");

    static SqlType parse(String text) {
        Matcher parts = PARTS.matcher(text);
        if (!parts.matches()) {
            return new SqlType(text, -1, -1);
        }
        String zone = parts.group(4) == null ? "" : parts.group(4);
        return new SqlType(parts.group(1) + zone, number(parts.group(2)), number(parts.group(3)));
    }

    private static int number(String digits) {
        return digits == null ? -1 : Integer.parseInt(digits);
    }
}
