package dev.lockstep.transform.outbox;

import dev.lockstep.transform.change.EachEntry;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Where one more column of an outbox row goes, written as {@code column:place} or {@code
 * column:place:name}.
 *
 * @param name what it is called there
 */
public record Placement(OutboxColumn column, Place place, String name) {

    /** Parts of an event. */
    public enum Place {
        HEADER,
        ENVELOPE,
        PARTITION
    }

    /** Accepts lists of entries that {@link #parse} takes. */
    public static final ConfigDef.Validator VALIDATOR =
            new EachEntry(
                    Placement::check,
                    "column:place or column:place:name, place being header, envelope or"
                            + " partition");

    private static final String ENTRY =
            "\\s*[^:\\s]+\\s*:\\s*(?i:header|envelope|partition)\\s*(:\\s*[^:\\s]+\\s*)?";

    private static void check(String option, String entry) {
        if (!entry.matches(ENTRY)) {
            throw new ConfigException(
                    option,
                    entry,
                    "Not of the form column:place or column:place:name, place being header,"
                            + " envelope or partition.");
        }
    }

    public static Placement parse(String entry) {
        String[] parts = entry.split(":", -1);
        String column = parts[0].strip();
        return new Placement(
                new OutboxColumn(column),
                Place.valueOf(parts[1].strip().toUpperCase(Locale.ROOT)),
                parts.length > 2 ? parts[2].strip() : column);
    }
}
