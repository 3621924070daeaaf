package dev.lockstep.sink.template;

import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.change.SourceTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with variables: {@code ${topic}}, {@code ${database}}, {@code ${schema}}, {@code
 * ${table}}; the name of any column; and {@code ${key}}, the row's key. Several columns of a key
 * are joined by colons in the order of their names, with colons and percent signs in them as {@code
 * %3A} and {@code %25}, so that no two keys are the same text. After a colon stands how a variable
 * is written: {@code lower}, {@code upper}, {@code hex}, or the pattern of a date.
 */
public final class Template {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Set<String> OF_TABLES = Set.of("topic", "database", "schema", "table");
    private static final String KEY = "key";

    private final String text;
    private final List<Part> parts;

    private Template(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static Template parse(String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("it is empty");
        }
        List<Part> parts = new ArrayList<>();
        Matcher matcher = VARIABLE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            literal(text.substring(end, matcher.start()), parts);
            parts.add(variable(matcher.group(1)));
            end = matcher.end();
        }
        literal(text.substring(end), parts);
        return new Template(text, List.copyOf(parts));
    }

    private static void literal(String text, List<Part> parts) {
        if (text.contains("${")) {
            throw new IllegalArgumentException("a ${ has no } after it");
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Literal(text));
        }
    }

    private static Part variable(String content) {
        int colon = content.indexOf(':');
        String name = (colon < 0 ? content : content.substring(0, colon)).strip();
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a ${} names nothing");
        }
        Form form = colon < 0 ? Form.PLAIN : Form.of(content.substring(colon + 1));
        if (OF_TABLES.contains(name)) {
            if (form.pattern() != null) {
                throw new IllegalArgumentException("${" + name + "} has no date");
            }
            return new Part.OfTable(name, form);
        }
        return name.equals(KEY) ? new Part.OfKey(form) : new Part.OfColumn(name, form);
    }

    /** Whether rows of different tables get different texts. */
    public boolean tellsTables() {
        return parts.stream()
                .anyMatch(
                        part ->
                                part instanceof Part.OfTable table
                                        && (table.name().equals("table")
                                                || table.name().equals("topic")));
    }

    /** Whether rows of one table can get different texts. */
    public boolean tellsRows() {
        return parts.stream()
                .anyMatch(part -> part instanceof Part.OfKey || part instanceof Part.OfColumn);
    }

    /** The columns that it names, without those that {@code ${key}} stands for. */
    public Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        for (Part part : parts) {
            if (part instanceof Part.OfColumn column) {
                columns.add(column.name());
            }
        }
        return columns;
    }

    /**
     * What all texts of a table begin with: up to the first variable that differs by row; null
     * where a variable before it is not known of the table.
     */
    public String prefix(SourceTable table) {
        StringBuilder prefix = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.OfKey || part instanceof Part.OfColumn) {
                break;
            }
            String filled = part.ofTable(table);
            if (filled == null) {
                return null;
            }
            prefix.append(filled);
        }
        return prefix.toString();
    }

    /** The template for rows of a shape. For one thread. */
    public RowTemplate bind(SourceTable table, RowShape shape) {
        return RowTemplate.of(parts, table, shape);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
