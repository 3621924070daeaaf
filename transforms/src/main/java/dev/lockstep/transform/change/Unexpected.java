package dev.lockstep.transform.change;

import dev.lockstep.transform.document.DocumentException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.connect.connector.ConnectRecord;

/** What the options of {@link ChangeOptions} mean. */
public final class Unexpected {

    private Unexpected() {}

    /** Whether an option of {@link ChangeOptions} is set to fail. */
    public static boolean fails(AbstractConfig options, String option) {
        return options.getString(option).equals(ChangeOptions.FAIL);
    }

    static TransformException nonChangeEvent(String action, ConnectRecord<?> record) {
        String schema =
                record.valueSchema() == null
                        ? "it has no schema"
                        : "its schema is " + record.valueSchema().name();
        return TransformException.of(
                action,
                record,
                "the record is not a change event (" + schema + ")",
                "Keep such records away from the transform by a predicate, or set "
                        + ChangeOptions.ON_NON_CHANGE_EVENT
                        + "="
                        + ChangeOptions.PASS
                        + ".");
    }

    static TransformException brokenDocument(
            String action, ConnectRecord<?> record, DocumentException reason) {
        return TransformException.of(
                action,
                record,
                "an image is a text, but not that of a JSON object: " + reason.getMessage(),
                "Check what wrote the record: only MongoDB's connector has texts for images.");
    }

    /** The error of {@link ChangeOptions#ON_MISSING_COLUMN}. */
    public static String missingColumn(String option, String column) {
        return "the event has no column " + column + ", which " + option + " names";
    }

    /** What to do about {@link #missingColumn}. */
    public static String missingColumnRemedy() {
        return "Correct the name, or set "
                + ChangeOptions.ON_MISSING_COLUMN
                + "="
                + ChangeOptions.IGNORE
                + ".";
    }

    /** The error of {@link ChangeOptions#ON_UNKNOWN_CHANGE}. */
    public static String unknownChange() {
        return "the update does not tell what it changed: it has no whole before image";
    }

    /** What to do about {@link #unknownChange}. */
    public static String unknownChangeRemedy() {
        return "Give the table a full before image (in PostgreSQL: REPLICA IDENTITY FULL), or set "
                + ChangeOptions.ON_UNKNOWN_CHANGE
                + "="
                + ChangeOptions.PASS
                + ".";
    }
}
