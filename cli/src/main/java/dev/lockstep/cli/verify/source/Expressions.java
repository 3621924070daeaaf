package dev.lockstep.cli.verify.source;

import dev.lockstep.cli.output.CommandException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions with commas between them, each for a whole name in any case of letters. */
final class Expressions {

    private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

    private final List<Pattern> patterns;

    private Expressions(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    static Expressions of(String option, String list) {
        try {
            return new Expressions(
                    COMMA.splitAsStream(list == null ? "" : list)
                            .map(String::strip)
                            .filter(text -> !text.isEmpty())
                            .map(text -> text.replace("\\,", ","))
                            .map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE))
                            .toList());
        } catch (PatternSyntaxException e) {
            throw new CommandException(
                    "Cannot use " + option + ": " + e.getDescription() + ". Correct it.", e);
        }
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    boolean match(String... names) {
        return patterns.stream()
                .anyMatch(
                        pattern ->
                                Arrays.stream(names)
                                        .anyMatch(name -> pattern.matcher(name).matches()));
    }
}
