package dev.lockstep.sink.opensearch.config;

import dev.lockstep.sink.config.OneOf;
import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.template.Template;
import dev.lockstep.sink.template.TemplateValidator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Which indexes rows land in, what the sink may change about them, what deletes leave behind. */
public final class IndexOptions {

    public static final String NAME_FORMAT = "index.name.format";

    /** Everything after this prefix is a setting of indexes that are created. */
    public static final String SETTINGS_PREFIX = "index.settings.";

    public static final String AUTO_CREATE = "auto.create";
    public static final String AUTO_EVOLVE = "auto.evolve";
    public static final String DELETE_MODE = "delete.mode";
    public static final String DELETE_RETENTION = "delete.retention.ms";

    private static final String GROUP = "Indexes";

    private final AbstractConfig config;

    /**
     * @param config of a definition that {@link #define} has added to
     */
    public IndexOptions(AbstractConfig config) {
        this.config = config;
    }

    /** Adds the options to a connector's. */
    public static void define(ConfigDef definition) {
        defineNames(definition);
        defineDeletes(definition);
        MappingOptions.define(definition);
        DataStreamOptions.define(definition);
    }

    private static void defineNames(ConfigDef definition) {
        definition
                .define(
                        NAME_FORMAT,
                        Type.STRING,
                        "${table}",
                        TemplateValidator.ROWS,
                        Importance.HIGH,
                        "Names the index of a row, from ${topic}, ${database}, ${schema}, ${table}"
                                + " and columns of the key such as ${created_at:yyyy.MM}; letters"
                                + " are made small.",
                        GROUP,
                        1,
                        Width.LONG,
                        "Index name")
                .define(
                        AUTO_CREATE,
                        Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Tells whether indexes that are missing are created, with mappings for the"
                                + " table's columns.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Create indexes")
                .define(
                        AUTO_EVOLVE,
                        Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Tells whether columns that a mapping lacks are added to it.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Evolve mappings");
    }

    private static void defineDeletes(ConfigDef definition) {
        definition
                .define(
                        DELETE_MODE,
                        Type.STRING,
                        "soft",
                        OneOf.of(DeleteMode.class),
                        Importance.HIGH,
                        "Decides what becomes of the document of a deleted row: soft puts a marker"
                                + " in its place, hidden from readers by a filtered alias, so that"
                                + " no replay brings it back; hard deletes it.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Deletes")
                .define(
                        DELETE_RETENTION,
                        Type.LONG,
                        604_800_000L,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "Sets for how long a deleted row is remembered, so that an older change"
                                + " cannot bring it back, in milliseconds.",
                        GROUP,
                        5,
                        Width.SHORT,
                        "Memory of deletes");
    }

    public Template nameFormat() {
        return Template.parse(config.getString(NAME_FORMAT));
    }

    /** Settings of indexes that are created, by their names at the server. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        config.originalsWithPrefix(SETTINGS_PREFIX)
                .forEach((name, value) -> settings.put(name, String.valueOf(value)));
        return settings;
    }

    public boolean autoCreate() {
        return config.getBoolean(AUTO_CREATE);
    }

    public boolean autoEvolve() {
        return config.getBoolean(AUTO_EVOLVE);
    }

    public DeleteMode deleteMode() {
        return OneOf.parse(DeleteMode.class, config.getString(DELETE_MODE));
    }

    public Duration deleteRetention() {
        return Duration.ofMillis(config.getLong(DELETE_RETENTION));
    }

    public MappingOptions mapping() {
        return new MappingOptions(config);
    }

    public DataStreamOptions dataStreams() {
        return new DataStreamOptions(config);
    }

    List<Problem> problems() {
        return dataStreams().problems();
    }
}
