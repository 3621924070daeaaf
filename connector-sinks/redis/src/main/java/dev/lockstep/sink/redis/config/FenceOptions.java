package dev.lockstep.sink.redis.config;

import dev.lockstep.sink.config.OneOf;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;

/** What keeps older changes away from newer values, and changes from being lost by a failover. */
public final class FenceOptions {

    public static final String FENCE = "fence";
    public static final String RETENTION = "delete.retention.ms";
    public static final String PREFIX = "fence.key.prefix";
    public static final String EVICTION = "fence.eviction";
    public static final String REPLICAS = "wait.replicas";
    public static final String REPLICAS_TIMEOUT = "wait.timeout.ms";

    private static final String GROUP = "Fence";

    /** Braces would be hash tags, and others stand for something in patterns. */
    private static final ConfigDef.Validator NAME =
            ConfigDef.LambdaValidator.with(
                    (name, value) -> {
                        if (!((String) value).matches("[A-Za-z0-9_.:-]+")) {
                            throw new ConfigException(
                                    name, value, "it must be of letters, digits and _.:-");
                        }
                    },
                    () -> "letters, digits and _.:-");

    private final AbstractConfig config;

    FenceOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        defineFence(definition);
        defineReplicas(definition);
    }

    private static void defineFence(ConfigDef definition) {
        definition
                .define(
                        FENCE,
                        Type.STRING,
                        "position",
                        OneOf.of(FenceMode.class),
                        Importance.HIGH,
                        "Decides what keeps changes from being taken back by older ones: position"
                            + " keeps the position of each key's last change in a key beside it,"
                            + " none leaves it to the consumer group.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Fence")
                .define(
                        RETENTION,
                        Type.LONG,
                        86_400_000L,
                        Range.atLeast(-1),
                        Importance.MEDIUM,
                        "Sets how long the position of a removed or expired key is remembered, in"
                                + " milliseconds, so that no change that comes late by less brings"
                                + " it back; -1 means for ever.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Memory of deletes")
                .define(
                        PREFIX,
                        Type.STRING,
                        "lockstep",
                        NAME,
                        Importance.LOW,
                        "Gives what the keys of positions begin with.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "Prefix of positions")
                .define(
                        EVICTION,
                        Type.STRING,
                        "refuse",
                        OneOf.of(Eviction.class),
                        Importance.MEDIUM,
                        "Decides whether to write to a server that evicts keys when its memory is"
                                + " full: refuse does not start, accept does, though a key whose"
                                + " position was evicted can be taken back.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Eviction");
    }

    private static void defineReplicas(ConfigDef definition) {
        definition
                .define(
                        REPLICAS,
                        Type.INT,
                        0,
                        Range.between(0, 100),
                        Importance.MEDIUM,
                        "Sets how many replicas must have a batch before its offsets are committed,"
                                + " so that a failover to one of them loses nothing.",
                        GROUP,
                        5,
                        Width.SHORT,
                        "Replicas")
                .define(
                        REPLICAS_TIMEOUT,
                        Type.INT,
                        1_000,
                        Range.between(1, 3_600_000),
                        Importance.LOW,
                        "Bounds the wait for replicas, in milliseconds, before it is tried again.",
                        GROUP,
                        6,
                        Width.SHORT,
                        "Wait for replicas");
    }

    public boolean isOn() {
        return OneOf.parse(FenceMode.class, config.getString(FENCE)) == FenceMode.POSITION;
    }

    /** Null for ever. */
    public Duration retention() {
        long millis = config.getLong(RETENTION);
        return millis < 0 ? null : Duration.ofMillis(Math.max(1, millis));
    }

    public String prefix() {
        return config.getString(PREFIX);
    }

    public boolean acceptsEviction() {
        return OneOf.parse(Eviction.class, config.getString(EVICTION)) == Eviction.ACCEPT;
    }

    public int replicas() {
        return config.getInt(REPLICAS);
    }

    public Duration replicasTimeout() {
        return Duration.ofMillis(config.getInt(REPLICAS_TIMEOUT));
    }
}
