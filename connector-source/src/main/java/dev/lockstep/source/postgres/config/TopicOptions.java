package dev.lockstep.source.postgres.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** Which topics records go to. */
public final class TopicOptions {

    public static final String MODE = "topic.mode";
    public static final String LOG = "topic.log";
    public static final String NAME_FORMAT = "topic.name.format";
    public static final String REGEX = "topic.regex";
    public static final String REPLACEMENT = "topic.replacement";
    public static final String UNIQUE_KEYS = "topic.key.enforce.uniqueness";
    public static final String KEY_FIELD = "topic.key.field.name";
    public static final String TRANSACTION = "topic.transaction";
    public static final String ERRORS = "errors.topic";
    public static final String SCHEMA_CHANGES = "schema.change.topic";

    static final Validator PART =
            LambdaValidator.with(
                    TopicOptions::checkPart,
                    () -> "1 to 200 letters, digits, dots, underscores and hyphens");

    private static final Validator PART_OR_NOTHING =
            LambdaValidator.with(
                    (key, value) -> {
                        if (value == null || !((String) value).isEmpty()) {
                            checkPart(key, value);
                        }
                    },
                    () -> "a topic name, or empty");

    /** Stand for names in the form of a topic. */
    public static final String PREFIX = "${prefix}";

    public static final String SCHEMA = "${schema}";
    public static final String TABLE = "${table}";

    private static final String GROUP = "Topics";
    private static final String TABLE_MODE = "table";
    private static final String LOG_MODE = "log";

    private final AbstractConfig config;

    TopicOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        defineLayout(definition);
        defineMerging(definition);
        defineOthers(definition);
    }

    private static void defineLayout(ConfigDef definition) {
        definition
                .define(
                        MODE,
                        Type.STRING,
                        TABLE_MODE,
                        OneOf.of(TABLE_MODE, LOG_MODE),
                        MEDIUM,
                        "Selects where events go: table gives each table a topic, log puts all"
                                + " events in commit order into partition 0 of one topic.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Topic mode")
                .define(
                        LOG,
                        Type.STRING,
                        "log",
                        PART,
                        LOW,
                        "Ends the name of the topic of topic.mode=log, which begins with the topic"
                                + " prefix.",
                        GROUP,
                        2,
                        Width.MEDIUM,
                        "Log topic")
                .define(
                        NAME_FORMAT,
                        Type.STRING,
                        "",
                        LambdaValidator.with(
                                TopicOptions::checkFormat,
                                () -> "text with ${prefix}, ${schema} and ${table}"),
                        LOW,
                        "Forms the topic of a table: ${prefix}, ${schema} and ${table} stand for"
                                + " their names, and empty means all three with the delimiter"
                                + " between them.",
                        GROUP,
                        3,
                        Width.LONG,
                        "Topic name format");
    }

    private static void defineMerging(ConfigDef definition) {
        definition
                .define(
                        REGEX,
                        Type.STRING,
                        "",
                        LambdaValidator.with(
                                TopicOptions::checkRegex, () -> "a regular expression"),
                        LOW,
                        "Selects tables whose events go to another topic, by a regular expression"
                                + " that matches the whole name of their topic, so that shards can"
                                + " share one.",
                        GROUP,
                        4,
                        Width.LONG,
                        "Topic expression")
                .define(
                        REPLACEMENT,
                        Type.STRING,
                        "",
                        LambdaValidator.with(
                                TopicOptions::checkReplaced,
                                () -> "characters of a topic name, and $1, $2, …"),
                        LOW,
                        "Names the topic that takes the place of one that topic.regex matches; $1"
                                + " stands for what its first group matched.",
                        GROUP,
                        5,
                        Width.LONG,
                        "Topic replacement")
                .define(
                        UNIQUE_KEYS,
                        Type.BOOLEAN,
                        true,
                        LOW,
                        "Adds the name of the table's own topic to the keys of events that"
                                + " topic.regex puts elsewhere, so that rows of different tables"
                                + " never share a key.",
                        GROUP,
                        6,
                        Width.SHORT,
                        "Unique keys")
                .define(
                        KEY_FIELD,
                        Type.STRING,
                        "__dbz__physicalTableIdentifier",
                        new NonEmptyString(),
                        LOW,
                        "Names the key's field for what topic.key.enforce.uniqueness adds.",
                        GROUP,
                        7,
                        Width.MEDIUM,
                        "Key field");
    }

    private static void defineOthers(ConfigDef definition) {
        definition
                .define(
                        TRANSACTION,
                        Type.STRING,
                        "transaction",
                        PART,
                        LOW,
                        "Ends the name of the topic where transactions begin and end, which begins"
                                + " with the topic prefix.",
                        GROUP,
                        8,
                        Width.MEDIUM,
                        "Transaction topic")
                .define(
                        ERRORS,
                        Type.STRING,
                        "",
                        PART_OR_NOTHING,
                        LOW,
                        "Names the topic of rows that cannot be converted, for errors.policy=topic;"
                                + " empty means the topic prefix and errors.",
                        GROUP,
                        9,
                        Width.MEDIUM,
                        "Errors topic")
                .define(
                        SCHEMA_CHANGES,
                        Type.STRING,
                        "",
                        PART_OR_NOTHING,
                        LOW,
                        "Names the topic that tells how captured tables are defined, whenever that"
                                + " changes; empty means none.",
                        GROUP,
                        10,
                        Width.MEDIUM,
                        "Schema change topic");
    }

    /** Whether the events of all tables share one topic. */
    public boolean isLog() {
        return config.getString(MODE).equalsIgnoreCase(LOG_MODE);
    }

    /** Where the events of all tables go when they share one topic. */
    public String log() {
        return joined(config.getString(LOG));
    }

    /** The form of a table's topic, with {@code ${prefix}}, {@code ${schema}}, {@code ${table}}. */
    public String nameFormat() {
        String format = config.getString(NAME_FORMAT);
        String delimiter = config.getString(EventOptions.TOPIC_DELIMITER);
        return format.isBlank() ? String.join(delimiter, PREFIX, SCHEMA, TABLE) : format.strip();
    }

    /** Which topics others take the place of. */
    public Optional<Pattern> regex() {
        String regex = config.getString(REGEX);
        return regex.isBlank() ? Optional.empty() : Optional.of(Pattern.compile(regex.strip()));
    }

    public String replacement() {
        return config.getString(REPLACEMENT).strip();
    }

    /** The field that tells rows of tables apart that share a topic; empty for none. */
    public Optional<String> keyField() {
        return config.getBoolean(UNIQUE_KEYS)
                ? Optional.of(config.getString(KEY_FIELD))
                : Optional.empty();
    }

    List<Problem> problems() {
        boolean half = config.getString(REGEX).isBlank() != config.getString(REPLACEMENT).isBlank();
        if (half) {
            return List.of(
                    new Problem(
                            config.getString(REGEX).isBlank() ? REGEX : REPLACEMENT,
                            "Cannot use one of topic.regex and topic.replacement alone: the one"
                                    + " says which topics, the other what takes their place. Set"
                                    + " both or none."));
        }
        return checkedReplacement();
    }

    private List<Problem> checkedReplacement() {
        try {
            regex().ifPresent(regex -> checkReplacement(regex, replacement()));
            return List.of();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return List.of(
                    new Problem(
                            REPLACEMENT,
                            "Cannot use topic.replacement: "
                                    + e.getMessage()
                                    + ". $1 stands for the first group of topic.regex, and a"
                                    + " dollar sign of its own is escaped with a backslash."));
        }
    }

    /** Every group that the replacement names must be in the expression. */
    private static void checkReplacement(Pattern regex, String replacement) {
        Matcher anything = Pattern.compile("(?:" + regex.pattern() + ")|").matcher("");
        anything.replaceFirst(replacement);
    }

    /** Where transactions begin and end. */
    public String transaction() {
        return joined(config.getString(TRANSACTION));
    }

    /** Where rows go that cannot be converted. */
    public String errors() {
        String name = config.getString(ERRORS);
        return name.isEmpty() ? joined("errors") : name;
    }

    /** Where definitions of tables go. */
    public Optional<String> schemaChanges() {
        return Optional.of(config.getString(SCHEMA_CHANGES)).filter(name -> !name.isEmpty());
    }

    private String joined(String name) {
        return config.getString(EventOptions.TOPIC_PREFIX)
                + config.getString(EventOptions.TOPIC_DELIMITER)
                + name;
    }

    private static void checkPart(String key, Object value) {
        String name = (String) value;
        if (name == null || !name.matches("[a-zA-Z0-9._-]{1,200}")) {
            throw new ConfigException(
                    key,
                    value,
                    "topic names consist of letters, digits, dots, underscores and hyphens, and"
                            + " this part of one has at most 200");
        }
    }

    private static void checkFormat(String key, Object value) {
        String format = value == null ? "" : ((String) value).strip();
        String fixed = format.replace(PREFIX, "").replace(SCHEMA, "").replace(TABLE, "");
        if (!format.isEmpty() && (!format.contains(TABLE) || !fixed.matches("[a-zA-Z0-9._-]*"))) {
            throw new ConfigException(
                    key,
                    value,
                    "it must contain ${table}, and besides ${prefix} and ${schema} only letters,"
                            + " digits, dots, underscores and hyphens");
        }
    }

    private static void checkReplaced(String key, Object value) {
        if (value == null || !((String) value).strip().matches("[a-zA-Z0-9._${}\\\\-]*")) {
            throw new ConfigException(
                    key,
                    value,
                    "topic names consist of letters, digits, dots, underscores and hyphens; $1"
                            + " stands for a group");
        }
    }

    private static void checkRegex(String key, Object value) {
        try {
            Pattern.compile(value == null ? "" : ((String) value).strip());
        } catch (PatternSyntaxException e) {
            throw new ConfigException(
                    key, value, e.getDescription() + " near index " + e.getIndex());
        }
    }
}
