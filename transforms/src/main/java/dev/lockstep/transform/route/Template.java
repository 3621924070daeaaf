package dev.lockstep.transform.route;

import dev.lockstep.event.Operation;
import dev.lockstep.transform.change.Change;
import dev.lockstep.transform.change.TableCache;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * A text with placeholders such as {@code ${table}} and {@code ${after.tenant_id}}, compiled once.
 * What depends on nothing but the table and the operation is rendered once for each.
 */
public final class Template {

    /** Accepts texts that {@link #compile} takes, and tells the character where it does not. */
    public static final ConfigDef.Validator VALIDATOR =
            new ConfigDef.Validator() {
                @Override
                public void ensureValid(String option, Object value) {
                    try {
                        parse((String) value);
                    } catch (IllegalArgumentException e) {
                        throw new ConfigException(option, value, e.getMessage());
                    }
                }

                @Override
                public String toString() {
                    return "text with placeholders such as ${table}";
                }
            };

    private final List<Part> parts;
    private final UnaryOperator<String> finish;
    private final boolean ofTable;
    private final TableCache<Map<Operation, String>> rendered =
            new TableCache<>(table -> new EnumMap<>(Operation.class));

    private Template(List<Part> parts, UnaryOperator<String> finish) {
        this.parts = parts;
        this.finish = finish;
        this.ofTable = parts.stream().allMatch(Part::isOfTable);
    }

    /**
     * Compiles a text that {@link #VALIDATOR} accepts.
     *
     * @param finish makes what is wanted of the rendered text, and depends on that only
     */
    public static Template compile(String text, UnaryOperator<String> finish) {
        return new Template(parse(text), finish);
    }

    private static List<Part> parse(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", at)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException(
                        "The placeholder at character " + open + " has no end.");
            }
            if (open > at) {
                parts.add(Part.literal(text.substring(at, open)));
            }
            parts.add(part(text.substring(open + 2, close), open));
            at = close + 1;
        }
        if (at < text.length()) {
            parts.add(Part.literal(text.substring(at)));
        }
        return parts;
    }

    private static Part part(String name, int at) {
        Part part = Part.named(name);
        if (part == null) {
            throw new IllegalArgumentException(
                    "There is no ${" + name + "}, at character " + at + ". " + Part.NAMES);
        }
        return part;
    }

    /** Null if a placeholder has no value; {@link #missing} tells which. */
    public String render(ConnectRecord<?> record, Change change) {
        if (!ofTable) {
            return build(record, change);
        }
        Map<Operation, String> ofOperations = rendered.get(change);
        String known = ofOperations.get(change.operation());
        if (known == null) {
            known = build(record, change);
            ofOperations.put(change.operation(), known);
        }
        return known;
    }

    private String build(ConnectRecord<?> record, Change change) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            String value = parts.get(i).text(record, change);
            if (value == null) {
                return null;
            }
            text.append(value);
        }
        return finish.apply(text.toString());
    }

    /** The first placeholder without a value, as it is written. */
    public String missing(ConnectRecord<?> record, Change change) {
        return parts.stream()
                .filter(part -> part.text(record, change) == null)
                .map(Part::written)
                .findFirst()
                .orElse("");
    }
}
