package dev.lockstep.sink.redis.config;

import dev.lockstep.sink.config.OneOf;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** What is written at keys, and for how long. */
public final class ValueOptions {

    public static final String MODE = "mode";
    public static final String FORMAT = "value.format";
    public static final String TTL = "ttl.ms";
    public static final String TABLE_TTLS = "ttl.ms.by.table";
    public static final String TTL_COLUMN = "ttl.column";
    public static final String STREAM_LENGTH = "stream.max.length";

    private static final String GROUP = "Values";

    private static final ConfigDef.Validator TABLES_AND_TIMES =
            new ConfigDef.Validator() {
                @Override
                public void ensureValid(String name, Object value) {
                    for (Object entry : (List<?>) value) {
                        if (!((String) entry).strip().matches("[^:]+:\\d{1,15}")) {
                            throw new ConfigException(
                                    name, entry, "each entry must be <table>:<milliseconds>");
                        }
                    }
                }

                @Override
                public String toString() {
                    return "pairs of <table>:<milliseconds>";
                }
            };

    private final AbstractConfig config;

    ValueOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        defineValues(definition);
        defineTimes(definition);
    }

    private static void defineValues(ConfigDef definition) {
        definition
                .define(
                        MODE,
                        Type.STRING,
                        "write",
                        OneOf.of(WriteMode.class),
                        Importance.HIGH,
                        "Decides what becomes of a change: write keeps rows at their keys,"
                                + " invalidate removes the keys of changed rows, stream appends"
                                + " changes to streams, publish tells them to subscribers.",
                        GROUP,
                        1,
                        Width.MEDIUM,
                        "Mode")
                .define(
                        FORMAT,
                        Type.STRING,
                        "string",
                        OneOf.of(ValueFormat.class),
                        Importance.HIGH,
                        "Decides what a row is written as: string is its JSON text, hash has a"
                            + " field per column that is not NULL, json is a document of RedisJSON;"
                            + " in streams, string is one field and hash a field per column.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Values")
                .define(
                        STREAM_LENGTH,
                        Type.LONG,
                        0L,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "Bounds how many entries a stream keeps, roughly; 0 keeps all.",
                        GROUP,
                        6,
                        Width.SHORT,
                        "Length of streams");
    }

    private static void defineTimes(ConfigDef definition) {
        definition
                .define(
                        TTL,
                        Type.LONG,
                        0L,
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "Sets how long a row stays after its last change, in milliseconds; 0 means"
                                + " for ever.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Time to live")
                .define(
                        TABLE_TTLS,
                        Type.LIST,
                        List.of(),
                        TABLES_AND_TIMES,
                        Importance.LOW,
                        "Lists tables with a time to live of their own, each as"
                                + " <table>:<milliseconds>; 0 means for ever.",
                        GROUP,
                        4,
                        Width.LONG,
                        "Time to live by table")
                .define(
                        TTL_COLUMN,
                        Type.STRING,
                        null,
                        new NonEmptyString(),
                        Importance.LOW,
                        "Names a column that tells how long its row stays: a number of milliseconds"
                                + " from the change on, or the time at which it ends; rows without"
                                + " it go by ttl.ms.",
                        GROUP,
                        5,
                        Width.MEDIUM,
                        "Column of the time to live");
    }

    public WriteMode mode() {
        return OneOf.parse(WriteMode.class, config.getString(MODE));
    }

    public ValueFormat format() {
        return OneOf.parse(ValueFormat.class, config.getString(FORMAT));
    }

    /** In milliseconds; 0 for ever. */
    public long ttl() {
        return config.getLong(TTL);
    }

    /** In milliseconds, by table. */
    public Map<String, Long> ttls() {
        Map<String, Long> ttls = new HashMap<>();
        for (String entry : config.getList(TABLE_TTLS)) {
            int colon = entry.indexOf(':');
            ttls.put(
                    entry.substring(0, colon).strip(),
                    Long.parseLong(entry.substring(colon + 1).strip()));
        }
        return ttls;
    }

    /** Null for none. */
    public String ttlColumn() {
        return config.getString(TTL_COLUMN);
    }

    /** 0 for no bound. */
    public long streamLength() {
        return config.getLong(STREAM_LENGTH);
    }
}
