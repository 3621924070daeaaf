package dev.lockstep.transform.unwrap;

import dev.lockstep.event.FieldNames;
import dev.lockstep.transform.change.EachEntry;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * A fact of an event as a user names it: {@code op}, {@code lsn}, {@code source.ts_ms}, {@code
 * transaction.id}, each with {@code :} and another name behind it or not.
 *
 * @param block the field of the envelope that holds it; null for one of the envelope itself
 * @param target what it is called in the row or among the headers
 */
record FactName(String block, String field, String target) {

    /** Accepts lists of entries that {@link #parse} takes. */
    static final ConfigDef.Validator VALIDATOR =
            new EachEntry(FactName::check, "names such as op, source.ts_ms or lsn:position");

    private static final String ENTRY = "[^.:\\s]+(\\.[^.:\\s]+)?(:[^:\\s]+)?";

    private static final Set<String> OF_TRANSACTION =
            Set.of("id", "total_order", "data_collection_order");

    private static final Set<String> OF_ENVELOPE =
            Set.of(
                    FieldNames.OP,
                    FieldNames.TS_MS,
                    FieldNames.TS_US,
                    FieldNames.TS_NS,
                    FieldNames.CHANGED_FIELDS,
                    FieldNames.UNAVAILABLE_FIELDS,
                    FieldNames.EXACT_VALUES);

    private static void check(String option, String entry) {
        if (!entry.matches(ENTRY)) {
            throw new ConfigException(
                    option, entry, "Not of the form name, block.name, name:new or block.name:new.");
        }
    }

    static FactName parse(String prefix, String entry) {
        int colon = entry.indexOf(':');
        String path = colon < 0 ? entry : entry.substring(0, colon);
        int dot = path.indexOf('.');
        String field = path.substring(dot + 1);
        String block = dot < 0 ? blockOf(field) : path.substring(0, dot);
        String target = colon < 0 ? path.replace('.', '_') : entry.substring(colon + 1);
        return new FactName(block, field, prefix + target);
    }

    private static String blockOf(String field) {
        if (OF_ENVELOPE.contains(field)) {
            return null;
        }
        return OF_TRANSACTION.contains(field) ? FieldNames.TRANSACTION : FieldNames.SOURCE;
    }
}
