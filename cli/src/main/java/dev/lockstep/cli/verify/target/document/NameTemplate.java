package dev.lockstep.cli.verify.target.document;

import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.row.Column;
import dev.lockstep.cli.verify.row.Forms;
import dev.lockstep.cli.verify.row.Kind;
import dev.lockstep.cli.verify.row.SourceRow;
import dev.lockstep.cli.verify.row.Spelling;
import dev.lockstep.cli.verify.source.SourceTable;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A template for the ids of rows of one table, such as {@code product:${id}}. */
public final class NameTemplate {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}:]*)(?::([^}]*))?}");
    private static final Pattern WHOLE = Pattern.compile("-?\\d+");
    private static final String HEX_MARK = "\\x";

    private final List<Function<SourceRow, String>> parts = new ArrayList<>();
    private final StringBuilder pattern = new StringBuilder();
    private final SourceTable table;
    private final Spelling exact;
    private boolean tellsTables;

    /**
     * @param option that the template is of
     * @param any stands for what differs by row in {@link #pattern}
     */
    public NameTemplate(
            String option, String template, SourceTable table, Forms forms, String any) {
        this.table = table;
        this.exact = new Spelling(forms.exact());
        Matcher variable = VARIABLE.matcher(template);
        int end = 0;
        while (variable.find()) {
            literal(template.substring(end, variable.start()));
            add(option, variable.group(1).strip(), variable.group(2), any);
            end = variable.end();
        }
        literal(template.substring(end));
    }

    private void add(String option, String name, String form, String any) {
        String ofTable =
                switch (name) {
                    case "topic" -> table.topic();
                    case "database" -> table.database();
                    case "schema" -> table.schema();
                    case "table" -> table.name();
                    default -> null;
                };
        if (form != null && !form.matches("lower|upper|hex")) {
            throw new CommandException(
                    "Cannot compare "
                            + table.fullName()
                            + ": "
                            + option
                            + " has a date's pattern, which verify does not follow.");
        }
        if (ofTable != null) {
            tellsTables |= name.equals("topic") || name.equals("table");
            literal(formed(ofTable, form, null));
        } else {
            parts.add(name.equals("key") ? row -> key(row, form) : column(option, name, form));
            pattern.append(any);
        }
    }

    private void literal(String text) {
        parts.add(row -> text);
        pattern.append(text);
    }

    /** Whether rows of different tables get different names. */
    public boolean tellsTables() {
        return tellsTables;
    }

    /** The template with something else in place of what differs by row. */
    public String pattern() {
        return pattern.toString();
    }

    /** The name for a row; null where a column that it names is NULL. */
    public String fill(SourceRow row) {
        StringBuilder text = new StringBuilder();
        for (Function<SourceRow, String> part : parts) {
            String filled = part.apply(row);
            if (filled == null) {
                return null;
            }
            text.append(filled);
        }
        return text.toString();
    }

    private Function<SourceRow, String> column(String option, String name, String form) {
        int index = table.index(name);
        if (index < 0) {
            throw new CommandException(
                    "Cannot compare "
                            + table.fullName()
                            + ": it has no column "
                            + name
                            + " that comes to the sink, which "
                            + option
                            + " names.");
        }
        Column column = table.columns().get(index);
        return row -> {
            String text = text(column, row.texts().get(index));
            return text == null ? null : formed(text, form, column.kind());
        };
    }

    /** By name, whatever their order in the key is; what joins them is escaped in them. */
    private String key(SourceRow row, String form) {
        if (table.keySize() == 1) {
            Column only = table.columns().get(0);
            return formed(text(only, row.texts().get(0)), form, only.kind());
        }
        StringBuilder all = new StringBuilder();
        table.key().stream()
                .sorted(Comparator.comparing(Column::name))
                .forEach(
                        column -> {
                            String text = text(column, row.texts().get(table.index(column.name())));
                            all.append(all.isEmpty() ? "" : ":")
                                    .append(text.replace("%", "%25").replace(":", "%3A"));
                        });
        return formed(all.toString(), form, null);
    }

    private String text(Column column, String text) {
        if (text == null) {
            return null;
        }
        return switch (column.kind()) {
            case DECIMAL, MONEY, PADDED_TEXT -> text;
            case BYTES -> exact.of(column.type()).apply(text).replace(HEX_MARK, "");
            default -> exact.of(column.type()).apply(text);
        };
    }

    private static String formed(String text, String form, Kind kind) {
        if (form == null) {
            return text;
        }
        return switch (form) {
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            default -> hex(text, kind);
        };
    }

    private static String hex(String text, Kind kind) {
        if (kind == Kind.BYTES) {
            return text;
        }
        boolean isNumber = kind == Kind.INTEGER && WHOLE.matcher(text).matches();
        return isNumber && new BigInteger(text).bitLength() < Long.SIZE
                ? Long.toHexString(Long.parseLong(text))
                : HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
