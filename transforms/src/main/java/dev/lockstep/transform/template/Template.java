package dev.lockstep.transform.template;

import dev.lockstep.transform.change.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;

/** A text with variables, to be filled by one event after the other. */
public final class Template {

    /** Accepts texts that {@link #of} takes, and names the variable that it does not. */
    public static final ConfigDef.Validator VALIDATOR =
            new ConfigDef.Validator() {
                @Override
                public void ensureValid(String name, Object value) {
                    check(name, (String) value);
                }

                @Override
                public String toString() {
                    return "a text with the variables " + Variable.NAMES;
                }
            };

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    private final List<Variable> parts;
    private final boolean fixed;

    private Template(List<Variable> parts) {
        this.parts = parts;
        this.fixed = parts.stream().allMatch(Variable.Literal.class::isInstance);
    }

    public static Template of(String text) {
        List<Variable> parts = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() > end) {
                parts.add(new Variable.Literal(text.substring(end, matcher.start())));
            }
            parts.add(Variable.named(matcher.group(1)));
            end = matcher.end();
        }
        if (end < text.length()) {
            parts.add(new Variable.Literal(text.substring(end)));
        }
        return new Template(parts);
    }

    private static void check(String option, String text) {
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            if (Variable.named(matcher.group(1)) == null) {
                throw new ConfigException(
                        option,
                        text,
                        "There is no variable "
                                + matcher.group()
                                + ", but there are "
                                + Variable.NAMES
                                + ".");
            }
        }
        if (matcher.replaceAll("").contains("${")) {
            throw new ConfigException(option, text, "A variable has no closing brace.");
        }
    }

    /** The text for an event; null if the event lacks what a variable stands for. */
    public String fill(ConnectRecord<?> record, Change change) {
        if (fixed) {
            return parts.isEmpty() ? "" : parts.get(0).text(record, change);
        }
        StringBuilder text = new StringBuilder(64);
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i).text(record, change);
            if (part == null || part.isEmpty()) {
                return null;
            }
            text.append(part);
        }
        return text.toString();
    }
}
