package dev.lockstep.sink.change;

import dev.lockstep.event.FieldNames;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Where a flattened row of one schema tells what its event was, under the names that {@code
 * add.fields} gives such facts: {@code __op}, {@code __position} or {@code __source_position}.
 */
final class FlatLayout {

    static final String DELETED = "__deleted";

    /** Columns that only speak to whoever applies the row. */
    static final Set<String> NOTES =
            Set.of("__" + FieldNames.UNAVAILABLE_FIELDS, "__" + FieldNames.EXACT_VALUES);

    /** Of rows without a schema. */
    static final FlatLayout OF_MAPS = new FlatLayout(null);

    private final Fact op;
    private final Fact deleted;
    private final Fact database;
    private final Fact schema;
    private final Fact table;
    private final Fact position;
    private final Fact commitLsn;
    private final Fact last;
    private final Fact unavailable;
    private final Fact exact;

    private FlatLayout(Schema row) {
        op = Fact.of(row, FieldNames.OP);
        deleted = Fact.of(row, "deleted");
        database = Fact.of(row, FieldNames.DB);
        schema = Fact.of(row, FieldNames.SCHEMA);
        table = Fact.of(row, FieldNames.TABLE);
        position = Fact.of(row, FieldNames.POSITION);
        commitLsn = Fact.of(row, FieldNames.COMMIT_LSN);
        last = Fact.of(row, FieldNames.LAST);
        unavailable = Fact.of(row, FieldNames.UNAVAILABLE_FIELDS);
        exact = Fact.of(row, FieldNames.EXACT_VALUES);
    }

    static FlatLayout of(Schema row) {
        return new FlatLayout(row);
    }

    String op(Object row) {
        return op.read(row) instanceof String code ? code : null;
    }

    boolean deleted(Object row) {
        Object told = deleted.read(row);
        return Boolean.TRUE.equals(told) || "true".equals(told);
    }

    String database(Object row) {
        return database.read(row) instanceof String name ? name : null;
    }

    String schema(Object row) {
        return schema.read(row) instanceof String name ? name : null;
    }

    String table(Object row) {
        return table.read(row) instanceof String name && !name.isEmpty() ? name : null;
    }

    /** {@link Place#NOWHERE} where the row does not tell. */
    Place place(Object row) {
        boolean told = position.isThere() || commitLsn.isThere();
        return told
                ? new Place(
                        number(position, row),
                        number(commitLsn, row),
                        Boolean.TRUE.equals(last.read(row)))
                : Place.NOWHERE;
    }

    private static long number(Fact fact, Object row) {
        return fact.read(row) instanceof Long told && told >= 0 ? told : Place.UNKNOWN;
    }

    Object unavailableFields(Object row) {
        return unavailable.read(row);
    }

    Object exactValues(Object row) {
        return exact.read(row);
    }

    /** One fact: under two names, the second used by whoever spells out its block. */
    private record Fact(String name, String longName, boolean named, Field field) {

        static Fact of(Schema row, String fact) {
            String name = "__" + fact;
            String longName = "__source_" + fact;
            if (row == null) {
                return new Fact(name, longName, true, null);
            }
            Field field = row.field(name);
            return new Fact(name, longName, false, field == null ? row.field(longName) : field);
        }

        boolean isThere() {
            return named || field != null;
        }

        Object read(Object row) {
            if (field != null) {
                return ((Struct) row).get(field);
            }
            if (!named) {
                return null;
            }
            Map<?, ?> map = (Map<?, ?>) row;
            Object told = map.get(name);
            return told == null ? map.get(longName) : told;
        }
    }
}
