package dev.lockstep.transform.change;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The option of transforms after whose work a tombstone may make no sense any more. */
public final class TombstoneHandling {

    /** Its name. */
    public static final String TOMBSTONES = "tombstone.handling.mode";

    private static final String KEEP = "keep";
    private static final String DROP = "drop";

    private TombstoneHandling() {}

    /** Adds it. */
    public static ConfigDef with(ConfigDef definition, String group, int order) {
        return definition.define(
                TOMBSTONES,
                Type.STRING,
                KEEP,
                ValidString.in(KEEP, DROP),
                Importance.LOW,
                "Decides about records without a value: keep leaves them alone, for topics that are"
                        + " compacted by key, drop drops them.",
                group,
                order,
                Width.SHORT,
                "Tombstones");
    }

    /** Whether it says to drop. */
    public static boolean drops(AbstractConfig options) {
        return options.getString(TOMBSTONES).equals(DROP);
    }
}
