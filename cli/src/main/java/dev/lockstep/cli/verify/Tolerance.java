package dev.lockstep.cli.verify;

import dev.lockstep.cli.verify.target.TargetTable;
import java.util.Map;

/**
 * What a sink's configuration makes of the target on purpose.
 *
 * @param missing why rows may be missing; null where they may not
 * @param extra why rows may be there that the source lacks; null where they may not
 */
record Tolerance(String missing, String extra) {

    static Tolerance of(Map<String, String> sink, TargetTable target) {
        String missing = null;
        if (target.expires()) {
            missing = "have expired, or are not back since";
        } else if (sink.getOrDefault("insert.mode", "upsert").equals("update")) {
            missing = "are left out by insert.mode=update";
        }
        boolean keeps = sink.getOrDefault("delete.enabled", "true").equals("false");
        return new Tolerance(missing, keeps ? "are kept by delete.enabled=false" : null);
    }
}
