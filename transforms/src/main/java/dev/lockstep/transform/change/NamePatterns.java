package dev.lockstep.transform.change;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * A list of names, globs, and regular expressions between slashes, each to be compared with all the
 * names that a thing has: {@code orders} and {@code public.orders}, say.
 */
public final class NamePatterns {

    /** Accepts lists that {@link #of} takes, and names the entry that it does not. */
    public static final ConfigDef.Validator VALIDATOR =
            new EachEntry(
                    NamePatterns::check,
                    "names with * and ?, or regular expressions between slashes");

    /** The same, but refuses an empty list. */
    public static final ConfigDef.Validator AT_LEAST_ONE = new NonEmptyList(VALIDATOR);

    private final List<Pattern> patterns;

    private NamePatterns(List<String> patterns) {
        this.patterns = patterns.stream().map(NamePatterns::compile).toList();
    }

    public static NamePatterns of(List<String> patterns) {
        return new NamePatterns(patterns);
    }

    private static void check(String option, String pattern) {
        if (pattern.isBlank()) {
            throw new ConfigException(option, pattern, "An entry is empty.");
        }
        try {
            compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new ConfigException(
                    option,
                    pattern,
                    "Not a regular expression: "
                            + e.getDescription()
                            + " at character "
                            + e.getIndex()
                            + ".");
        }
    }

    private static Pattern compile(String pattern) {
        boolean isRegex = pattern.length() > 2 && pattern.startsWith("/") && pattern.endsWith("/");
        return isRegex
                ? Pattern.compile(pattern.substring(1, pattern.length() - 1))
                : Pattern.compile(pattern.equals("*") ? ".*" : glob(pattern));
    }

    /** A wildcard stays within its part of the name. */
    private static String glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> regex.append("[^.]*");
                case '?' -> regex.append("[^.]");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Whether one of the names is matched whole by one of the patterns. */
    public boolean match(List<String> names) {
        return names.stream()
                .anyMatch(
                        name ->
                                patterns.stream()
                                        .anyMatch(pattern -> pattern.matcher(name).matches()));
    }
}
