package dev.lockstep.sink.typesense.config;

import dev.lockstep.sink.config.OneOf;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** How documents are written. */
public final class WriteOptions {

    public static final String MODE = "write.mode";
    public static final String FENCE = "fence";
    public static final String RETENTION = "delete.retention.ms";

    private static final String GROUP = "Writing";

    private final AbstractConfig config;

    WriteOptions(AbstractConfig config) {
        this.config = config;
    }

    static ConfigDef define(ConfigDef definition) {
        return definition
                .define(
                        MODE,
                        Type.STRING,
                        "upsert",
                        OneOf.of(WriteMode.class),
                        Importance.MEDIUM,
                        "Decides what becomes of fields that a row does not have: upsert replaces"
                                + " the document, emplace leaves them in it.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Mode")
                .define(
                        FENCE,
                        Type.STRING,
                        "position",
                        OneOf.of(FenceMode.class),
                        Importance.HIGH,
                        "Decides what keeps documents from going back: position stores each"
                                + " change's position in its document and leaves out changes that"
                                + " are older, none trusts the order of the records.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Fence")
                .define(
                        RETENTION,
                        Type.LONG,
                        Duration.ofDays(7).toMillis(),
                        Range.atLeast(0),
                        Importance.MEDIUM,
                        "Gives how long the position of a deleted document is kept, in"
                                + " milliseconds, so that an older change cannot bring it back; 0"
                                + " keeps none.",
                        GROUP,
                        3,
                        Width.SHORT,
                        "Tombstones");
    }

    public WriteMode mode() {
        return OneOf.parse(WriteMode.class, config.getString(MODE));
    }

    public FenceMode fence() {
        return OneOf.parse(FenceMode.class, config.getString(FENCE));
    }

    public Duration retention() {
        return Duration.ofMillis(config.getLong(RETENTION));
    }

    /** Whether the positions of deleted documents are kept. */
    public boolean keepsTombstones() {
        return fence() == FenceMode.POSITION && config.getLong(RETENTION) > 0;
    }
}
