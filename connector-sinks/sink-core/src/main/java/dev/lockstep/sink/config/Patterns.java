package dev.lockstep.sink.config;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A list of regular expressions, each to match a whole name. */
final class Patterns {

    static final ConfigDef.Validator VALIDATOR =
            new ConfigDef.Validator() {
                @Override
                public void ensureValid(String name, Object value) {
                    ((List<?>) value).forEach(pattern -> check(name, (String) pattern));
                }

                @Override
                public String toString() {
                    return "regular expressions";
                }
            };

    private final List<Pattern> patterns;

    Patterns(List<String> patterns) {
        this.patterns =
                patterns.stream()
                        .map(pattern -> Pattern.compile(pattern.strip(), Pattern.CASE_INSENSITIVE))
                        .toList();
    }

    private static void check(String name, String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new ConfigException(
                    name,
                    pattern,
                    "not a regular expression: "
                            + e.getDescription()
                            + " at character "
                            + e.getIndex());
        }
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    boolean matchAny(List<String> names) {
        return patterns.stream()
                .anyMatch(pattern -> names.stream().anyMatch(n -> pattern.matcher(n).matches()));
    }
}
