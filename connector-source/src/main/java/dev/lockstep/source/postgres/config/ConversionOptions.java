package dev.lockstep.source.postgres.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.util.Arrays;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** How column values become Connect values: the options behind {@link TypeOptions}. */
public final class ConversionOptions {

    public static final String DECIMAL_MODE = "decimal.handling.mode";
    public static final String TIME_PRECISION_MODE = "time.precision.mode";
    public static final String BINARY_MODE = "binary.handling.mode";
    public static final String HSTORE_MODE = "hstore.handling.mode";
    public static final String INTERVAL_MODE = "interval.handling.mode";
    public static final String MONEY_FRACTION_DIGITS = "money.fraction.digits";
    public static final String UNAVAILABLE_PLACEHOLDER = "unavailable.value.placeholder";

    private static final String GROUP = "Conversion";

    private ConversionOptions() {}

    static void define(ConfigDef definition) {
        mode(
                definition,
                1,
                DECIMAL_MODE,
                DecimalMode.values(),
                MEDIUM,
                "Selects how numeric and money columns are carried: precise as"
                        + " org.apache.kafka.connect.data.Decimal, double, or string.");
        mode(
                definition,
                2,
                TIME_PRECISION_MODE,
                TimePrecisionMode.values(),
                MEDIUM,
                "Selects the schema of date, time and timestamp columns: adaptive follows the"
                        + " column's precision, the others use one unit throughout.");
        mode(
                definition,
                3,
                BINARY_MODE,
                BinaryMode.values(),
                LOW,
                "Selects how bytea columns are carried: bytes, or a string in base64,"
                        + " base64-url-safe or hex.");
        mode(
                definition,
                4,
                HSTORE_MODE,
                HstoreMode.values(),
                LOW,
                "Selects how hstore columns are carried: json as a string, or map.");
        mode(
                definition,
                5,
                INTERVAL_MODE,
                IntervalMode.values(),
                LOW,
                "Selects how interval columns are carried: numeric as microseconds, or string as an"
                        + " ISO 8601 duration.");
        definition
                .define(
                        MONEY_FRACTION_DIGITS,
                        Type.INT,
                        2,
                        Range.between(0, 18),
                        LOW,
                        "Sets the number of digits after the point in money columns.",
                        GROUP,
                        6,
                        Width.SHORT,
                        "Money fraction digits")
                .define(
                        UNAVAILABLE_PLACEHOLDER,
                        Type.STRING,
                        TypeOptions.DEFAULTS.unavailablePlaceholder(),
                        MEDIUM,
                        "Sets what stands for a large value that an update left unchanged and that"
                                + " the log therefore does not carry; unavailable_fields names the"
                                + " columns.",
                        GROUP,
                        7,
                        Width.MEDIUM,
                        "Unavailable value placeholder");
        PropagatedTypes.define(definition, GROUP, 8);
    }

    private static void mode(
            ConfigDef definition,
            int order,
            String key,
            Enum<?>[] modes,
            Importance importance,
            String doc) {
        String[] names = Arrays.stream(modes).map(Enum::toString).toArray(String[]::new);
        definition.define(
                key,
                Type.STRING,
                names[0],
                OneOf.of(names),
                importance,
                doc,
                GROUP,
                order,
                Width.SHORT,
                key.replace('.', ' '));
    }

    static TypeOptions read(AbstractConfig config) {
        return new TypeOptions(
                mode(config, DECIMAL_MODE, DecimalMode.values()),
                mode(config, TIME_PRECISION_MODE, TimePrecisionMode.values()),
                mode(config, BINARY_MODE, BinaryMode.values()),
                mode(config, HSTORE_MODE, HstoreMode.values()),
                mode(config, INTERVAL_MODE, IntervalMode.values()),
                config.getInt(MONEY_FRACTION_DIGITS),
                config.getString(UNAVAILABLE_PLACEHOLDER));
    }

    private static <E extends Enum<E>> E mode(AbstractConfig config, String key, E[] modes) {
        String name = config.getString(key);
        return Arrays.stream(modes)
                .filter(mode -> mode.toString().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow();
    }
}
