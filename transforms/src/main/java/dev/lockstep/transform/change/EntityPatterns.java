package dev.lockstep.transform.change;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A list of entity names as users write them: {@code orders}, {@code public.orders}, {@code
 * shop.public.*}, {@code *}, {@code /public\.(orders|items)/}.
 *
 * <p>A name or glob is compared with as many parts of database, schema and table as it has itself,
 * from the right, so that {@code public.orders} means that table of any database. A regular
 * expression is compared with each of the names that the table has: bare, with the schema, with the
 * database. Decisions are remembered per table.
 */
public final class EntityPatterns {

    /** Accepts lists that {@link #of} takes, and names the entry that it does not. */
    public static final ConfigDef.Validator VALIDATOR = NamePatterns.VALIDATOR;

    /** The same, but refuses an empty list. */
    public static final ConfigDef.Validator AT_LEAST_ONE = NamePatterns.AT_LEAST_ONE;

    private final NamePatterns patterns;
    private final TableCache<Boolean> decisions;

    private EntityPatterns(NamePatterns patterns) {
        this.patterns = patterns;
        this.decisions = new TableCache<>(table -> patterns.match(table.names()));
    }

    public static EntityPatterns of(List<String> patterns) {
        return new EntityPatterns(NamePatterns.of(patterns));
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Whether a pattern matches the table of the change; never for one without a table. */
    public boolean match(Change change) {
        return decisions.get(change);
    }
}
