package dev.lockstep.sink.change;

import dev.lockstep.event.SchemaCache;
import dev.lockstep.sink.config.FieldFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The plans of one table's rows under one form of key: for whole rows, or for the keys alone that
 * deletes need.
 */
final class RowPlans {

    private static final int CAPACITY = 1_000;

    private final KeyForm key;
    private final Predicate<String> included;

    /** Shapes of the table, so that equal ones are the same object. Shared by its plans. */
    private final Map<List<RowShape.Column>, RowShape> shapes;

    private final SchemaCache<RowPlan> structs = new SchemaCache<>(this::ofStruct);
    private final Map<Set<?>, RowPlan> maps = new HashMap<>();
    private final RowPlan withoutRow;

    /** The names of the latest map, and its plan. */
    private Set<?> latestNames = Set.of();

    private RowPlan latest;

    RowPlans(
            KeyForm key,
            boolean keyOnly,
            SourceTable table,
            FieldFilter fields,
            Set<String> metadata,
            Map<List<RowShape.Column>, RowShape> shapes) {
        this.key = key;
        this.included =
                column ->
                        key.has(column)
                                || (!keyOnly
                                        && !metadata.contains(column)
                                        && fields.includes(table.topic(), table.table(), column));
        this.shapes = shapes;
        this.withoutRow = plan(List.of(), List.of());
    }

    /** The plan for a row of this form; of none, the one for what stands beside it. */
    RowPlan of(Object row) {
        if (row instanceof Struct struct) {
            return structs.get(struct.schema());
        }
        return row instanceof Map<?, ?> map ? ofMap(map) : withoutRow;
    }

    private RowPlan ofStruct(Schema row) {
        List<RowPlan.Source> sources = new ArrayList<>();
        List<RowShape.Column> columns = new ArrayList<>();
        for (Field field : row.fields()) {
            if (included.test(field.name())) {
                sources.add(new RowPlan.Source(field.name(), field));
                boolean isKey = key.has(field.name());
                columns.add(new RowShape.Column(field.name(), field.schema(), isKey));
            }
        }
        return plan(sources, columns);
    }

    private RowPlan ofMap(Map<?, ?> row) {
        if (latest == null || !latestNames.equals(row.keySet())) {
            latestNames = Set.copyOf(row.keySet());
            if (maps.size() >= CAPACITY) {
                maps.clear();
            }
            latest = maps.computeIfAbsent(latestNames, names -> ofNames(row.keySet()));
        }
        return latest;
    }

    private RowPlan ofNames(Set<?> names) {
        List<RowPlan.Source> sources = new ArrayList<>();
        List<RowShape.Column> columns = new ArrayList<>();
        for (Object name : names) {
            String column = String.valueOf(name);
            if (included.test(column)) {
                sources.add(new RowPlan.Source(column, null));
                columns.add(new RowShape.Column(column, null, key.has(column)));
            }
        }
        return plan(sources, columns);
    }

    /** Adds what the row lacks of the key. */
    private RowPlan plan(List<RowPlan.Source> sources, List<RowShape.Column> columns) {
        Set<String> inRow = new HashSet<>();
        sources.forEach(source -> inRow.add(source.name()));
        List<KeyForm.Part> beside =
                key.parts().stream().filter(part -> !inRow.contains(part.name())).toList();
        List<RowShape.Column> all = new ArrayList<>(columns);
        beside.forEach(part -> all.add(new RowShape.Column(part.name(), part.schema(), true)));
        RowShape shape = shapes.computeIfAbsent(all, RowShape::new);
        return new RowPlan(shape, sources, beside);
    }
}
