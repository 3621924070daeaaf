package dev.lockstep.sink.template;

import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How a variable is written.
 *
 * @param pattern of a date; null for none
 */
record Form(Letters letters, DateTimeFormatter pattern) {

    enum Letters {
        AS_THEY_ARE,
        LOWER,
        UPPER,
        HEX
    }

    static final Form PLAIN = new Form(Letters.AS_THEY_ARE, null);

    private static final HexFormat HEX = HexFormat.of();

    static Form of(String word) {
        return switch (word.strip()) {
            case "lower" -> new Form(Letters.LOWER, null);
            case "upper" -> new Form(Letters.UPPER, null);
            case "hex" -> new Form(Letters.HEX, null);
            default -> new Form(Letters.AS_THEY_ARE, pattern(word.strip()));
        };
    }

    private static DateTimeFormatter pattern(String pattern) {
        try {
            if (!pattern.isEmpty()) {
                return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
            }
        } catch (IllegalArgumentException e) {
            // Said below in our words.
        }
        throw new IllegalArgumentException(
                "\"" + pattern + "\" is neither lower, upper, hex nor the pattern of a date");
    }

    String apply(String text) {
        return switch (letters) {
            case AS_THEY_ARE -> text;
            case LOWER -> text.toLowerCase(Locale.ROOT);
            case UPPER -> text.toUpperCase(Locale.ROOT);
            case HEX -> HEX.formatHex(text.getBytes(StandardCharsets.UTF_8));
        };
    }
}
