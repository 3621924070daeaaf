package dev.lockstep.sink.jdbc.config;

import dev.lockstep.sink.config.OneOf;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** How rows are written, and what keeps older changes away from newer rows. */
public final class WriteOptions {

    public static final String INSERT_MODE = "insert.mode";
    public static final String FENCE = "fence";
    public static final String OFFSETS_TABLE = "offsets.table";
    public static final String TOMBSTONE_RETENTION = "delete.tombstone.retention.ms";

    private static final String GROUP = "Writing";

    private final AbstractConfig config;

    WriteOptions(AbstractConfig config) {
        this.config = config;
    }

    static void define(ConfigDef definition) {
        definition
                .define(
                        INSERT_MODE,
                        Type.STRING,
                        "upsert",
                        OneOf.of(InsertMode.class),
                        Importance.HIGH,
                        "Decides how a row is written: upsert inserts it or updates the one with"
                                + " its key, insert always inserts, update leaves out rows that the"
                                + " target does not have.",
                        GROUP,
                        1,
                        Width.SHORT,
                        "Insert mode")
                .define(
                        FENCE,
                        Type.STRING,
                        "offsets",
                        OneOf.of(FenceMode.class),
                        Importance.HIGH,
                        "Decides what keeps changes from being applied twice or by two tasks:"
                                + " offsets stores offsets in the target with the rows, position"
                                + " stores the position of each row's last change in the column"
                                + " __lockstep_position, none leaves it to the consumer group.",
                        GROUP,
                        2,
                        Width.SHORT,
                        "Fence")
                .define(
                        OFFSETS_TABLE,
                        Type.STRING,
                        "lockstep_offsets",
                        new NonEmptyString(),
                        Importance.LOW,
                        "Names the table of the target that holds offsets, with its schema before a"
                                + " dot if need be; it is created when it is missing.",
                        GROUP,
                        3,
                        Width.MEDIUM,
                        "Table of offsets")
                .define(
                        TOMBSTONE_RETENTION,
                        Type.LONG,
                        604_800_000L,
                        Range.atLeast(0),
                        Importance.LOW,
                        "Sets how long the target remembers a deleted row so that an older change"
                                + " cannot bring it back, in milliseconds; for fence=position.",
                        GROUP,
                        4,
                        Width.SHORT,
                        "Memory of deletes");
    }

    public InsertMode insertMode() {
        return OneOf.parse(InsertMode.class, config.getString(INSERT_MODE));
    }

    public FenceMode fence() {
        return OneOf.parse(FenceMode.class, config.getString(FENCE));
    }

    public String offsetsTable() {
        return config.getString(OFFSETS_TABLE);
    }

    public Duration tombstoneRetention() {
        return Duration.ofMillis(config.getLong(TOMBSTONE_RETENTION));
    }
}
