package dev.lockstep.transform.unwrap;

import dev.lockstep.event.SchemaCache;
import dev.lockstep.transform.change.StructCopier;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Leaves columns out of rows. One and the same set of columns left out of rows of one schema always
 * gives the same schema object; the sets are remembered, up to {@value #CAPACITY} for each schema.
 */
public final class ColumnOmitter {

    static final int CAPACITY = 256;

    private final boolean requiredToo;
    private final SchemaCache<Map<Set<Object>, StructCopier>> copiers =
            new SchemaCache<>(schema -> new HashMap<>());

    /**
     * @param requiredToo whether columns whose schema is not optional may be left out
     */
    public ColumnOmitter(boolean requiredToo) {
        this.requiredToo = requiredToo;
    }

    /** The row or key without the columns; itself if there are none to leave out. */
    public Object omit(Object row, Collection<?> columns) {
        if (columns.isEmpty()) {
            return row;
        }
        if (row instanceof Struct struct) {
            return omit(struct, columns);
        }
        return row instanceof Map<?, ?> map ? omit(map, columns) : row;
    }

    private Struct omit(Struct row, Collection<?> columns) {
        Map<Set<Object>, StructCopier> known = copiers.get(row.schema());
        Set<Object> set = new HashSet<>(columns);
        StructCopier copier = known.get(set);
        if (copier == null) {
            if (known.size() >= CAPACITY) {
                known.clear();
            }
            copier = copier(row.schema(), set);
            known.put(set, copier);
        }
        return copier.copy(row);
    }

    private StructCopier copier(Schema row, Set<Object> columns) {
        SchemaBuilder builder = StructCopier.like(row);
        for (Field field : row.fields()) {
            boolean stays = !requiredToo && !field.schema().isOptional();
            if (stays || !columns.contains(field.name())) {
                builder.field(field.name(), field.schema());
            }
        }
        return new StructCopier(row, builder.build(), name -> true);
    }

    private static Map<?, ?> omit(Map<?, ?> row, Collection<?> columns) {
        Map<Object, Object> rest = new LinkedHashMap<>(row);
        rest.keySet().removeAll(columns);
        return rest;
    }
}
