package dev.lockstep.sink.config;

import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What values of rows become in JSON documents. */
public record DocumentOptions(DecimalFormat decimals, JsonFormat json, TemporalFormat temporals) {

    public static final String DECIMALS = "decimal.format";
    public static final String JSON = "json.format";
    public static final String TEMPORALS = "temporal.format";

    private static final String GROUP = "Documents";

    /** Numbers, objects and ISO 8601. */
    public static final DocumentOptions DEFAULTS =
            new DocumentOptions(DecimalFormat.NUMBER, JsonFormat.OBJECT, TemporalFormat.ISO);

    /** Adds the options to a connector's, with its defaults. */
    public static ConfigDef define(ConfigDef definition, DocumentOptions defaults) {
        return definition
                .define(
                        DECIMALS,
                        Type.STRING,
                        word(defaults.decimals),
                        OneOf.of(DecimalFormat.class),
                        Importance.MEDIUM,
                        "Decides how decimals are written, with all their digits in either case:"
                                + " number, which many readers round to binary floating point, or"
                                + " string.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Decimals")
                .define(
                        JSON,
                        Type.STRING,
                        word(defaults.json),
                        OneOf.of(JsonFormat.class),
                        Importance.MEDIUM,
                        "Decides how columns of JSON are written: object makes them part of the"
                                + " document as they are, string writes their text.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "JSON")
                .define(
                        TEMPORALS,
                        Type.STRING,
                        word(defaults.temporals),
                        OneOf.of(TemporalFormat.class),
                        Importance.MEDIUM,
                        "Decides how dates and timestamps are written: iso writes strings with all"
                                + " digits, the others count from 1970 in their unit and cut off"
                                + " what is finer.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "Dates and timestamps");
    }

    /** What a configuration chooses whose definition {@link #define} has added to. */
    public static DocumentOptions of(AbstractConfig config) {
        return new DocumentOptions(
                OneOf.parse(DecimalFormat.class, config.getString(DECIMALS)),
                OneOf.parse(JsonFormat.class, config.getString(JSON)),
                OneOf.parse(TemporalFormat.class, config.getString(TEMPORALS)));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
