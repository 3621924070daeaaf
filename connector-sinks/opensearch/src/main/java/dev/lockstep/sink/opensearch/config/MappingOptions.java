package dev.lockstep.sink.opensearch.config;

import dev.lockstep.sink.config.OneOf;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** What columns become in mappings of indexes. */
public final class MappingOptions {

    public static final String DECIMAL = "mapping.decimal";
    public static final String STRING = "mapping.string";
    public static final String TIMESTAMP = "mapping.timestamp";
    public static final String JSON = "mapping.json";
    public static final String IGNORE_MALFORMED = "mapping.ignore.malformed";
    public static final String DYNAMIC = "mapping.dynamic";
    public static final String TOTAL_FIELDS = "mapping.total.fields.limit";

    private static final String GROUP = "Mappings";

    private final AbstractConfig config;

    MappingOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        defineScalars(definition);
        defineJson(definition);
        defineLimits(definition);
    }

    private static void defineScalars(ConfigDef definition) {
        definition
                .define(
                        DECIMAL,
                        Type.STRING,
                        "scaled_float",
                        OneOf.of(DecimalMapping.class),
                        Importance.MEDIUM,
                        "Decides what fields of decimals are: scaled_float means numbers where the"
                            + " column has at most 15 digits and keyword where it may have more,"
                            + " keyword exact texts, double numbers rounded to binary floating"
                            + " point.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Decimals")
                .define(
                        STRING,
                        Type.STRING,
                        "text",
                        OneOf.of(StringMapping.class),
                        Importance.MEDIUM,
                        "Decides what fields of texts are: text is searched by words and has a"
                                + " field keyword inside for exact values of up to 256 characters,"
                                + " keyword is exact values of up to 8191 characters.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Texts")
                .define(
                        TIMESTAMP,
                        Type.STRING,
                        "date",
                        OneOf.of(TimestampMapping.class),
                        Importance.MEDIUM,
                        "Decides what fields of timestamps are: date is searched by milliseconds,"
                                + " date_nanos by nanoseconds but from 1970 to 2262 only; the"
                                + " document keeps all digits in either case.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Timestamps");
    }

    private static void defineJson(ConfigDef definition) {
        definition.define(
                JSON,
                Type.STRING,
                "dynamic",
                OneOf.of(JsonMapping.class),
                Importance.MEDIUM,
                "Decides what fields of JSON are: dynamic lets the cluster make a field of each"
                        + " member, flattened makes all members one field of exact values"
                        + " (flat_object of OpenSearch 2.7, flattened of Elasticsearch), stored"
                        + " makes nothing searchable.",
                GROUP,
                4,
                Width.SHORT,
                "JSON");
    }

    private static void defineLimits(ConfigDef definition) {
        definition
                .define(
                        IGNORE_MALFORMED,
                        Type.BOOLEAN,
                        true,
                        Importance.LOW,
                        "Tells whether a document is taken although a date or a number in it cannot"
                                + " be searched, like infinity or NaN, with the value in the"
                                + " document only.",
                        GROUP,
                        5,
                        Width.SHORT,
                        "Unsearchable values")
                .define(
                        DYNAMIC,
                        Type.STRING,
                        null,
                        OrNull.of(OneOf.of(DynamicMapping.class)),
                        Importance.LOW,
                        "Decides what becomes of members that no mapping names, in indexes that the"
                                + " connector creates: true makes them fields, false leaves them"
                                + " unsearchable, strict refuses the document; by default what the"
                                + " cluster's templates say, which is true without any.",
                        GROUP,
                        6,
                        Width.SHORT,
                        "Other members")
                .define(
                        TOTAL_FIELDS,
                        Type.INT,
                        null,
                        OrNull.of(Range.atLeast(1)),
                        Importance.LOW,
                        "Bounds how many fields an index that the connector creates may have; by"
                                + " default what the cluster's templates say, which is 1000 without"
                                + " any.",
                        GROUP,
                        7,
                        Width.SHORT,
                        "Fields");
    }

    public DecimalMapping decimals() {
        return OneOf.parse(DecimalMapping.class, config.getString(DECIMAL));
    }

    public StringMapping strings() {
        return OneOf.parse(StringMapping.class, config.getString(STRING));
    }

    public TimestampMapping timestamps() {
        return OneOf.parse(TimestampMapping.class, config.getString(TIMESTAMP));
    }

    public JsonMapping json() {
        return OneOf.parse(JsonMapping.class, config.getString(JSON));
    }

    public boolean ignoreMalformed() {
        return config.getBoolean(IGNORE_MALFORMED);
    }

    /** As the server spells it; null for its own choice. */
    public String dynamic() {
        String dynamic = config.getString(DYNAMIC);
        return dynamic == null ? null : dynamic.strip().toLowerCase(Locale.ROOT);
    }

    /** Null for the server's own choice. */
    public Integer totalFields() {
        return config.getInt(TOTAL_FIELDS);
    }
}
