package dev.lockstep.sink.jdbc.value;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in the brackets of a type: {@code numeric(12,2)}, {@code timestamp(3) without time
 * zone}.
 *
 * @param first null where there are no brackets
 * @param second null where there is no comma
 */
public record TypeArguments(Integer first, Integer second) {

    private static final Pattern BRACKETS =
            Pattern.compile("\\(\\s*(-?\\d+)\\s*(?:,\\s*(-?\\d+)\\s*)?\\)");

    public static TypeArguments of(String type) {
        Matcher matcher = BRACKETS.matcher(type);
        if (!matcher.find()) {
            return new TypeArguments(null, null);
        }
        String second = matcher.group(2);
        return new TypeArguments(
                Integer.valueOf(matcher.group(1)), second == null ? null : Integer.valueOf(second));
    }

    public int first(int otherwise) {
        return first == null ? otherwise : first;
    }

    /** Digits after the point; 0 without them. */
    public int scale() {
        return second == null ? 0 : second;
    }
}
