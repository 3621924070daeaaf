package dev.lockstep.source.postgres.config;

import dev.lockstep.event.Operation;
import java.util.EnumSet;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;

/** Reads lists of operations: codes, names and synonyms, separated by commas. */
final class OperationList {

    static final String NONE = "none";

    private OperationList() {}

    /**
     * @throws IllegalArgumentException naming the entry that is no operation
     */
    static Set<Operation> parse(String list) {
        Set<Operation> operations = EnumSet.noneOf(Operation.class);
        if (!list.strip().equalsIgnoreCase(NONE)) {
            for (String entry : list.split(",", -1)) {
                operations.add(Operation.parse(entry));
            }
        }
        return operations;
    }

    static void check(String key, Object value) {
        try {
            parse(value == null ? "" : (String) value);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, value, e.getMessage());
        }
    }
}
