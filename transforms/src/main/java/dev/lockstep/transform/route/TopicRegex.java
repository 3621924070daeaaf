package dev.lockstep.transform.route;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Renames topics that a regular expression matches whole; remembers what it did to each. */
public final class TopicRegex {

    /** Accepts regular expressions, and tells the character where one is wrong. */
    public static final ConfigDef.Validator VALIDATOR =
            new ConfigDef.Validator() {
                @Override
                public void ensureValid(String option, Object value) {
                    try {
                        Pattern.compile((String) value);
                    } catch (PatternSyntaxException e) {
                        throw new ConfigException(
                                option,
                                value,
                                "Not a regular expression: "
                                        + e.getDescription()
                                        + " at character "
                                        + e.getIndex()
                                        + ".");
                    }
                }

                @Override
                public String toString() {
                    return "a regular expression";
                }
            };

    private static final int CAPACITY = 10_000;

    private final Pattern regex;
    private final String replacement;
    private final Map<String, String> renamed = new HashMap<>();

    /**
     * @throws IllegalArgumentException if the replacement refers to a group that there is not
     */
    public TopicRegex(String regex, String replacement) {
        this.regex = Pattern.compile(regex);
        this.replacement = replacement;
        check(regex, replacement);
    }

    /** Any match at all makes Java look at the groups that the replacement refers to. */
    private static void check(String regex, String replacement) {
        try {
            Pattern.compile("(?:" + regex + ")|").matcher("").replaceFirst(replacement);
        } catch (IndexOutOfBoundsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The new name in legal characters; the given one if it does not match. */
    public String rename(String topic) {
        String name = renamed.get(topic);
        if (name == null) {
            Matcher matcher = regex.matcher(topic);
            name = matcher.matches() ? TopicName.legal(matcher.replaceFirst(replacement)) : topic;
            if (renamed.size() >= CAPACITY) {
                renamed.clear();
            }
            renamed.put(topic, name);
        }
        return name;
    }
}
