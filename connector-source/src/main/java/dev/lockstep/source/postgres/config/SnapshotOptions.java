package dev.lockstep.source.postgres.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** Whether, how fast and by which statements rows that exist already are read. */
public final class SnapshotOptions {

    public static final String MODE = "snapshot.mode";
    public static final String MAX_THREADS = "snapshot.max.threads";
    public static final String INCLUDE = "snapshot.include.collection.list";
    public static final String OVERRIDES = "snapshot.select.statement.overrides";

    private static final String GROUP = "Snapshot";
    private static final int MOST_THREADS = 64;

    private final AbstractConfig config;

    SnapshotOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        int order = 0;
        definition
                .define(
                        MODE,
                        Type.STRING,
                        "initial",
                        OneOf.of(
                                "initial",
                                "initial_only",
                                "always",
                                "when_needed",
                                "no_data",
                                "never"),
                        HIGH,
                        "Selects when the rows that exist already are read: initial once before the"
                                + " first change, initial_only likewise but no change follows,"
                                + " always at each start, when_needed when there is no stored"
                                + " position or the slot cannot serve it, no_data (older name:"
                                + " never) not at all.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Snapshot mode")
                .define(
                        MAX_THREADS,
                        Type.INT,
                        2,
                        Range.between(1, MOST_THREADS),
                        MEDIUM,
                        "Sets how many connections read rows at the same time, tables and parts of"
                                + " large tables alike.",
                        GROUP,
                        ++order,
                        Width.SHORT,
                        "Snapshot threads")
                .define(
                        INCLUDE,
                        Type.STRING,
                        "",
                        CaptureOptions.PATTERNS,
                        MEDIUM,
                        "Lists the captured tables whose existing rows are read, as schema.table:"
                                + " regular expressions, separated by commas, each matched against"
                                + " the whole name without regard to case; empty for all of them.",
                        GROUP,
                        ++order,
                        Width.LONG,
                        "Snapshot tables")
                .define(
                        OVERRIDES,
                        Type.STRING,
                        "",
                        LambdaValidator.with(
                                SnapshotOptions::checkNames, () -> "schema.table, schema.table, …"),
                        LOW,
                        "Lists the tables, as schema.table, whose rows are read by a statement of"
                                + " their own, which stands in"
                                + " snapshot.select.statement.overrides.<schema.table>.",
                        GROUP,
                        ++order,
                        Width.LONG,
                        "Snapshot statements");
    }

    public SnapshotMode mode() {
        return SnapshotMode.of(config.getString(MODE));
    }

    public int threads() {
        return config.getInt(MAX_THREADS);
    }

    /** Accepts {@code schema.table} names of captured tables. */
    public Predicate<String> tables() {
        List<Pattern> patterns = CaptureOptions.patterns(config.getString(INCLUDE));
        return name ->
                patterns.isEmpty()
                        || patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** The statements that replace reading a whole table, by {@code schema.table}. */
    public Map<String, String> statements() {
        Map<String, String> statements = new HashMap<>();
        for (String table : overridden()) {
            statements.put(table, withoutEnd(statement(table)));
        }
        return statements;
    }

    private String statement(String table) {
        Object statement = config.originals().get(OVERRIDES + "." + table);
        return statement instanceof String text ? text.strip() : "";
    }

    private static String withoutEnd(String statement) {
        return statement.replaceFirst(";\\s*$", "");
    }

    private List<String> overridden() {
        return names(config.getString(OVERRIDES));
    }

    private static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        for (String name : list.split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        for (String table : overridden()) {
            if (statement(table).isEmpty()) {
                problems.add(
                        new Problem(
                                OVERRIDES,
                                "Cannot read "
                                        + table
                                        + " by a statement of its own: there is none. Set "
                                        + OVERRIDES
                                        + "."
                                        + table
                                        + " to a SELECT, or take the table off this list."));
            }
        }
        return problems;
    }

    private static void checkNames(String key, Object value) {
        if (value == null) {
            throw new ConfigException(key, value, "leave it out, or set it to an empty string");
        }
        for (String name : names((String) value)) {
            if (name.indexOf('.') < 1 || name.endsWith(".")) {
                throw new ConfigException(key, value, "each entry is a name as schema.table");
            }
        }
    }
}
