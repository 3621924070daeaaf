package dev.lockstep.transform.change;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The options that transforms have in common, each defined once. */
public final class ChangeOptions {

    /** What to do with records that are not change events. */
    public static final String ON_NON_CHANGE_EVENT = "on.non.change.event";

    /** What to do when an event has no column of a configured name. */
    public static final String ON_MISSING_COLUMN = "on.missing.column";

    /** What to do with updates of which it is not known what they changed. */
    public static final String ON_UNKNOWN_CHANGE = "on.unknown.change";

    /** The group of options about records that a transform is not for. */
    public static final String UNEXPECTED = "Unexpected records";

    static final String PASS = "pass";
    static final String IGNORE = "ignore";
    static final String FAIL = "fail";

    private ChangeOptions() {}

    /** Adds {@link #ON_NON_CHANGE_EVENT}, which every transform and predicate has. */
    public static ConfigDef withNonChangeEvents(ConfigDef definition) {
        return definition.define(
                ON_NON_CHANGE_EVENT,
                Type.STRING,
                PASS,
                ValidString.in(PASS, FAIL),
                Importance.LOW,
                "Decides about records that are not change events: pass leaves them alone (and a"
                        + " predicate does not match them), fail stops with an error; records"
                        + " without a value never count as such.",
                UNEXPECTED,
                1,
                Width.SHORT,
                "On a record that is no change event");
    }

    /** Adds {@link #ON_MISSING_COLUMN}, for transforms that name columns. */
    public static ConfigDef withMissingColumns(ConfigDef definition) {
        return definition.define(
                ON_MISSING_COLUMN,
                Type.STRING,
                IGNORE,
                ValidString.in(IGNORE, FAIL),
                Importance.LOW,
                "Decides about events without a column that an option names: ignore goes on as if"
                        + " the option did not name it, fail stops with an error.",
                UNEXPECTED,
                2,
                Width.SHORT,
                "On a missing column");
    }

    /** Adds {@link #ON_UNKNOWN_CHANGE}, for transforms that ask what an update changed. */
    public static ConfigDef withUnknownChanges(ConfigDef definition) {
        return definition.define(
                ON_UNKNOWN_CHANGE,
                Type.STRING,
                PASS,
                ValidString.in(PASS, FAIL),
                Importance.LOW,
                "Decides about updates that do not tell what they changed, for want of a whole"
                        + " before image: pass leaves them alone (and a predicate does not match"
                        + " them), fail stops with an error.",
                UNEXPECTED,
                3,
                Width.SHORT,
                "On an unknown change");
    }
}
