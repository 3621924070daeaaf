package dev.lockstep.transform.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

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
    public static final ConfigDef.Validator VALIDATOR =
            new ConfigDef.Validator() {
                @Override
                public void ensureValid(String name, Object value) {
                    for (Object pattern : (List<?>) value) {
                        check(name, (String) pattern);
                    }
                }

                @Override
                public String toString() {
                    return "names with * and ?, or regular expressions between slashes";
                }
            };

    /** The same, but refuses an empty list. */
    public static final ConfigDef.Validator AT_LEAST_ONE = new NonEmptyList(VALIDATOR);

    private static final int CAPACITY = 10_000;

    private record Entity(String database, String schema, String table) {}

    private final List<Pattern> patterns = new ArrayList<>();
    private final Map<Entity, Boolean> decisions = new HashMap<>();
    private Entity latest;
    private boolean latestDecision;

    private EntityPatterns(List<String> patterns) {
        patterns.forEach(pattern -> this.patterns.add(compile(pattern)));
    }

    public static EntityPatterns of(List<String> patterns) {
        return new EntityPatterns(patterns);
    }

    private static void check(String option, String pattern) {
        if (pattern.isBlank()) {
            throw new ConfigException(option, pattern, "An entry is empty.");
        }
        try {
            compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new ConfigException(
                    option,
                    pattern,
                    "Not a regular expression: "
                            + e.getDescription()
                            + " at character "
                            + e.getIndex()
                            + ".");
        }
    }

    private static Pattern compile(String pattern) {
        boolean isRegex = pattern.length() > 2 && pattern.startsWith("/") && pattern.endsWith("/");
        return isRegex
                ? Pattern.compile(pattern.substring(1, pattern.length() - 1))
                : Pattern.compile(pattern.equals("*") ? ".*" : glob(pattern));
    }

    /** A wildcard stays within its part of the name. */
    private static String glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> regex.append("[^.]*");
                case '?' -> regex.append("[^.]");
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    public boolean isEmpty() {
        return patterns.isEmpty();
    }

    /** Whether a pattern matches the table of the change; never for one without a table. */
    public boolean match(Change change) {
        String database = change.database();
        String schema = change.schema();
        String table = change.table();
        Entity last = latest;
        if (last != null
                && last.table.equals(table)
                && Objects.equals(last.schema, schema)
                && Objects.equals(last.database, database)) {
            return latestDecision;
        }
        return table != null && !table.isEmpty() && find(new Entity(database, schema, table));
    }

    private boolean find(Entity entity) {
        Boolean decision = decisions.get(entity);
        if (decision == null) {
            if (decisions.size() >= CAPACITY) {
                decisions.clear();
            }
            decision = names(entity).stream().anyMatch(this::matches);
            decisions.put(entity, decision);
        }
        latest = entity;
        latestDecision = decision;
        return decision;
    }

    private static List<String> names(Entity entity) {
        List<String> names = new ArrayList<>();
        String name = entity.table;
        names.add(name);
        for (String part : new String[] {entity.schema, entity.database}) {
            if (part != null && !part.isEmpty()) {
                name = part + "." + name;
                names.add(name);
            }
        }
        return names;
    }

    private boolean matches(String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
