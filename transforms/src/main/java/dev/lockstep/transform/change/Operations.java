package dev.lockstep.transform.change;

import dev.lockstep.event.Operation;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Lists of operations as users write them: letters, names or synonyms, in any case. */
public final class Operations {

    /** Accepts lists that {@link #of} takes, and names the entry that it does not. */
    public static final ConfigDef.Validator VALIDATOR =
            new EachEntry(
                    Operations::check,
                    "c (INSERT, CREATE), u (UPDATE, MODIFY), d (DELETE, REMOVE), r (READ),"
                            + " t (TRUNCATE), m (MESSAGE)");

    /** The same, but refuses an empty list. */
    public static final ConfigDef.Validator AT_LEAST_ONE = new NonEmptyList(VALIDATOR);

    private Operations() {}

    public static Set<Operation> of(List<String> names) {
        Set<Operation> operations = EnumSet.noneOf(Operation.class);
        names.forEach(name -> operations.add(Operation.parse(name)));
        return operations;
    }

    private static void check(String option, String name) {
        try {
            Operation.parse(name);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(option, name, e.getMessage());
        }
    }
}
