package dev.lockstep.source.postgres.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** Which tables, columns, operations and messages are captured. */
public final class CaptureOptions {

    public static final String SCHEMA_INCLUDE = "schema.include.list";
    public static final String SCHEMA_EXCLUDE = "schema.exclude.list";
    public static final String TABLE_INCLUDE = "table.include.list";
    public static final String TABLE_EXCLUDE = "table.exclude.list";
    public static final String COLUMN_INCLUDE = "column.include.list";
    public static final String COLUMN_EXCLUDE = "column.exclude.list";
    public static final String MESSAGE_PREFIX_INCLUDE = "message.prefix.include.list";
    public static final String MESSAGE_PREFIX_EXCLUDE = "message.prefix.exclude.list";
    public static final String KEY_COLUMNS = "message.key.columns";

    private static final String GROUP = "Capture";
    static final Validator PATTERNS =
            LambdaValidator.with(
                    CaptureOptions::checkPatterns,
                    () -> "regular expressions, separated by commas");

    private final AbstractConfig config;

    CaptureOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        int order = 0;
        String[][] lists = {
            {SCHEMA_INCLUDE, "Lists the schemas to capture"},
            {SCHEMA_EXCLUDE, "Lists the schemas not to capture"},
            {TABLE_INCLUDE, "Lists the tables to capture, as schema.table"},
            {TABLE_EXCLUDE, "Lists the tables not to capture, as schema.table"},
            {COLUMN_INCLUDE, "Lists the columns that events carry, as schema.table.column"},
            {COLUMN_EXCLUDE, "Lists the columns that events leave out, as schema.table.column"},
            {MESSAGE_PREFIX_INCLUDE, "Lists the prefixes of the logical messages to capture"},
            {MESSAGE_PREFIX_EXCLUDE, "Lists the prefixes of the logical messages not to capture"},
        };
        for (String[] list : lists) {
            definition.define(
                    list[0],
                    Type.STRING,
                    "",
                    PATTERNS,
                    list[0].startsWith("table") ? HIGH : MEDIUM,
                    list[1]
                            + ": regular expressions, separated by commas, each matched against the"
                            + " whole name without regard to case.",
                    GROUP,
                    ++order,
                    Width.LONG,
                    list[0].replace('.', ' '));
        }
        definition.define(
                KEY_COLUMNS,
                Type.STRING,
                "",
                LambdaValidator.with(KeyColumns::check, () -> "schema.table:column,column; …"),
                MEDIUM,
                "Sets the columns of the record key for tables that shall not use their primary"
                    + " key: schema.table:column,column entries separated by semicolons, the table"
                    + " a regular expression.",
                GROUP,
                ++order,
                Width.LONG,
                "Key columns");
    }

    /** Accepts {@code schema.table} names. */
    public TableFilter tables() {
        return new TableFilter(
                filter(SCHEMA_INCLUDE, SCHEMA_EXCLUDE), filter(TABLE_INCLUDE, TABLE_EXCLUDE));
    }

    /** Accepts {@code schema.table.column} names. */
    public Predicate<String> columns() {
        return filter(COLUMN_INCLUDE, COLUMN_EXCLUDE);
    }

    /** Accepts prefixes of logical messages. */
    public Predicate<String> messagePrefixes() {
        return filter(MESSAGE_PREFIX_INCLUDE, MESSAGE_PREFIX_EXCLUDE);
    }

    /** Whether the include list names this prefix, rather than let every prefix through. */
    public boolean includesMessagesOf(String prefix) {
        return matchesAny(patterns(config.getString(MESSAGE_PREFIX_INCLUDE)), prefix);
    }

    public KeyColumns keyColumns() {
        return KeyColumns.parse(config.getString(KEY_COLUMNS));
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (String[] pair :
                new String[][] {
                    {SCHEMA_INCLUDE, SCHEMA_EXCLUDE},
                    {TABLE_INCLUDE, TABLE_EXCLUDE},
                    {COLUMN_INCLUDE, COLUMN_EXCLUDE},
                    {MESSAGE_PREFIX_INCLUDE, MESSAGE_PREFIX_EXCLUDE}
                }) {
            if (!config.getString(pair[0]).isBlank() && !config.getString(pair[1]).isBlank()) {
                problems.add(
                        new Problem(
                                pair[1],
                                "Cannot use "
                                        + pair[1]
                                        + " together with "
                                        + pair[0]
                                        + ": one list decides. Remove one of them."));
            }
        }
        return problems;
    }

    private Predicate<String> filter(String include, String exclude) {
        List<Pattern> included = patterns(config.getString(include));
        List<Pattern> excluded = patterns(config.getString(exclude));
        return name ->
                (included.isEmpty() || matchesAny(included, name)) && !matchesAny(excluded, name);
    }

    static boolean matchesAny(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** Splits at commas; a comma inside an expression is written {@code \,} as in Debezium. */
    static List<Pattern> patterns(String list) {
        List<Pattern> patterns = new ArrayList<>();
        for (String entry : list.split("(?<!\\\\),", -1)) {
            String expression = entry.strip().replace("\\,", ",");
            if (!expression.isEmpty()) {
                patterns.add(
                        Pattern.compile(
                                expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
            }
        }
        return patterns;
    }

    private static void checkPatterns(String key, Object value) {
        if (value == null) {
            throw new ConfigException(key, value, "leave it out, or set it to an empty string");
        }
        try {
            patterns((String) value);
        } catch (PatternSyntaxException e) {
            throw new ConfigException(
                    key,
                    value,
                    e.getDescription()
                            + " near index "
                            + e.getIndex()
                            + " of "
                            + e.getPattern()
                            + ". Correct this regular expression; a character that stands for"
                            + " itself, such as ( or [, is escaped with a backslash");
        }
    }
}
