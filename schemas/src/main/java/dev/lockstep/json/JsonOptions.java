package dev.lockstep.json;

import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CaseInsensitiveValidString;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.storage.ConverterConfig;

/** The options of the converter: names, values and defaults of Kafka's {@code JsonConverter}. */
final class JsonOptions extends ConverterConfig {

    static final String SCHEMAS_ENABLE = "schemas.enable";
    static final String SCHEMAS_CACHE_SIZE = "schemas.cache.size";
    static final String SCHEMA_CONTENT = "schema.content";
    static final String DECIMAL_FORMAT = "decimal.format";
    static final String REPLACE_NULL_WITH_DEFAULT = "replace.null.with.default";

    private static final String NUMERIC = "NUMERIC";
    private static final ConfigDef DEFINITION = define();

    private final boolean schemas;
    private final int cacheSize;
    private final boolean numericDecimals;
    private final boolean nullBecomesDefault;

    JsonOptions(Map<String, ?> configs) {
        super(DEFINITION, configs);
        schemas = getBoolean(SCHEMAS_ENABLE);
        cacheSize = getInt(SCHEMAS_CACHE_SIZE);
        numericDecimals = NUMERIC.equals(getString(DECIMAL_FORMAT).toUpperCase(Locale.ROOT));
        nullBecomesDefault = getBoolean(REPLACE_NULL_WITH_DEFAULT);
    }

    static ConfigDef definition() {
        return DEFINITION;
    }

    /** Whether a record carries its schema. */
    boolean schemas() {
        return schemas;
    }

    /** How many compiled schemas are kept for each direction. */
    int cacheSize() {
        return cacheSize;
    }

    boolean numericDecimals() {
        return numericDecimals;
    }

    boolean nullBecomesDefault() {
        return nullBecomesDefault;
    }

    /** The schema of every record that is read, as JSON; null to take it from the record. */
    String schemaContent() {
        String content = getString(SCHEMA_CONTENT);
        return content == null || content.isEmpty() ? null : content;
    }

    private static ConfigDef define() {
        ConfigDef definition = newConfigDef();
        schemas(definition, "Schemas");
        serialization(definition, "Serialization");
        return definition;
    }

    private static void schemas(ConfigDef definition, String group) {
        definition.define(
                SCHEMAS_ENABLE,
                Type.BOOLEAN,
                true,
                Importance.HIGH,
                "Whether every key and value carries its schema.",
                group,
                0,
                Width.MEDIUM,
                "Enable schemas");
        definition.define(
                SCHEMAS_CACHE_SIZE,
                Type.INT,
                1000,
                ConfigDef.Range.atLeast(0),
                Importance.HIGH,
                "How many schemas the converter keeps compiled for each direction.",
                group,
                1,
                Width.MEDIUM,
                "Schema cache size");
        definition.define(
                SCHEMA_CONTENT,
                Type.STRING,
                null,
                Importance.HIGH,
                "The schema of all records that are read, in place of the one in each record; only"
                        + " with schemas.enable.",
                group,
                2,
                Width.MEDIUM,
                "Schema content");
    }

    private static void serialization(ConfigDef definition, String group) {
        definition.define(
                DECIMAL_FORMAT,
                Type.STRING,
                "BASE64",
                CaseInsensitiveValidString.in("BASE64", NUMERIC),
                Importance.LOW,
                "How decimals are written: BASE64 for the bytes of the unscaled value, NUMERIC for"
                        + " a JSON number. Both are read.",
                group,
                0,
                Width.MEDIUM,
                "Decimal format");
        definition.define(
                REPLACE_NULL_WITH_DEFAULT,
                Type.BOOLEAN,
                true,
                Importance.LOW,
                "Whether a null becomes the default value of its field, if that has one.",
                group,
                1,
                Width.MEDIUM,
                "Replace null with default");
    }
}
