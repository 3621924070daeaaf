package dev.lockstep.sink.config;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What is read from records: keys, the tables and columns that count, deletes and truncates. */
public final class RecordOptions {

    public static final String KEY_MODE = "pk.mode";
    public static final String KEY_FIELDS = "pk.fields";
    public static final String DELETES = "delete.enabled";
    public static final String TRUNCATES = "truncate.enabled";
    public static final String TABLES_INCLUDED = "table.include.list";
    public static final String TABLES_EXCLUDED = "table.exclude.list";
    public static final String FIELDS_INCLUDED = "field.include.list";
    public static final String FIELDS_EXCLUDED = "field.exclude.list";
    public static final String PLACEHOLDER = "unavailable.value.placeholder";

    /** Names by which users of other sinks know these options. */
    public static final OptionAliases ALIASES =
            new OptionAliases(
                    Map.of("primary.key.mode", KEY_MODE, "primary.key.fields", KEY_FIELDS));

    private static final String GROUP = "Records";

    private final AbstractConfig config;

    /**
     * @param config of a definition that {@link #define} has added to
     */
    public RecordOptions(AbstractConfig config) {
        this.config = config;
    }

    /** Adds the options to a connector's. */
    public static ConfigDef define(ConfigDef definition) {
        return defineFilters(defineChanges(defineKeys(definition)));
    }

    private static ConfigDef defineKeys(ConfigDef definition) {
        return definition
                .define(
                        KEY_MODE,
                        Type.STRING,
                        "record_key",
                        OneOf.of(KeyMode.class),
                        Importance.HIGH,
                        "Decides where the key of a row comes from: record_key takes the record's"
                                + " key, record_value columns of the row, record_header headers,"
                                + " kafka the record's topic, partition and offset, and none makes"
                                + " rows without a key; kafka and none append every row and leave"
                                + " deletes out.",
                        GROUP,
                        1,
                        Width.MEDIUM,
                        "Key")
                .define(
                        KEY_FIELDS,
                        Type.LIST,
                        List.of(),
                        ColumnNames.VALIDATOR,
                        Importance.HIGH,
                        "Names the columns of the key: some of those that pk.mode has, all of them"
                                + " if empty; the column of a record's key that is a single value;"
                                + " or, with pk.mode=kafka, the three columns in place of"
                                + " connect_topic, connect_partition and connect_offset.",
                        GROUP,
                        2,
                        Width.LONG,
                        "Key columns");
    }

    private static ConfigDef defineChanges(ConfigDef definition) {
        return definition
                .define(
                        DELETES,
                        Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Tells whether rows that are deleted at the source, or have a tombstone,"
                                + " are deleted.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Deletes")
                .define(
                        TRUNCATES,
                        Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Tells whether tables that are truncated at the source are emptied.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Truncates");
    }

    private static ConfigDef defineFilters(ConfigDef definition) {
        int order = 4;
        filter(
                definition,
                ++order,
                TABLES_INCLUDED,
                Patterns.VALIDATOR,
                "Tables",
                "Lists regular expressions for the tables to apply, each to match a whole table,"
                        + " schema.table or database.schema.table; empty means all.");
        filter(
                definition,
                ++order,
                TABLES_EXCLUDED,
                Patterns.VALIDATOR,
                "Tables left out",
                "Lists regular expressions for tables to leave out, matched like those of"
                        + " table.include.list.");
        filter(
                definition,
                ++order,
                FIELDS_INCLUDED,
                ColumnNames.VALIDATOR,
                "Columns",
                "Lists the columns to apply, each as column, topic:column or table:column; empty"
                        + " means all, and columns of the key are always applied.");
        filter(
                definition,
                ++order,
                FIELDS_EXCLUDED,
                ColumnNames.VALIDATOR,
                "Columns left out",
                "Lists columns to leave out, written like those of field.include.list.");
        return definition.define(
                PLACEHOLDER,
                Type.STRING,
                "__debezium_unavailable_value",
                new NonEmptyString(),
                Importance.LOW,
                "Gives the text by which columns whose value the log did not carry are known in"
                        + " events that do not name them; such columns keep their value.",
                GROUP,
                ++order,
                Width.MEDIUM,
                "Placeholder");
    }

    private static void filter(
            ConfigDef definition,
            int order,
            String name,
            ConfigDef.Validator validator,
            String display,
            String doc) {
        definition.define(
                name,
                Type.LIST,
                List.of(),
                validator,
                Importance.MEDIUM,
                doc,
                GROUP,
                order,
                Width.LONG,
                display);
    }

    public KeyMode keyMode() {
        return OneOf.parse(KeyMode.class, config.getString(KEY_MODE));
    }

    /** Empty for all that there are. */
    public List<String> keyFields() {
        return config.getList(KEY_FIELDS);
    }

    public boolean deletes() {
        return config.getBoolean(DELETES);
    }

    public boolean truncates() {
        return config.getBoolean(TRUNCATES);
    }

    public TableFilter tables() {
        return new TableFilter(config.getList(TABLES_INCLUDED), config.getList(TABLES_EXCLUDED));
    }

    public FieldFilter fields() {
        return new FieldFilter(config.getList(FIELDS_INCLUDED), config.getList(FIELDS_EXCLUDED));
    }

    /** What is wrong with these options together. */
    public List<Problem> problems() {
        int count = keyFields().size();
        if (keyMode() == KeyMode.KAFKA && count != 0 && count != 3) {
            return List.of(
                    new Problem(
                            KEY_FIELDS,
                            "pk.mode=kafka has three columns: topic, partition and offset. Name"
                                    + " three, or none."));
        }
        return List.of();
    }

    public String placeholder() {
        return config.getString(PLACEHOLDER);
    }
}
