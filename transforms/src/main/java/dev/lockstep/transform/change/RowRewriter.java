package dev.lockstep.transform.change;

import dev.lockstep.event.SchemaCache;
import dev.lockstep.transform.document.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Applies a {@link ColumnRewriter} to rows and keys, with schema or without. A row of which nothing
 * changes is returned itself, not copied; none is ever written to.
 */
public final class RowRewriter {

    private final ColumnRewriter columns;
    private final SchemaCache<Plan> plans = new SchemaCache<>(this::plan);
    private final Map<String, ColumnAction> actions = new HashMap<>();

    private record Step(Field from, Field to, ColumnAction action, boolean hasDefault) {}

    /**
     * How rows of one schema are rewritten.
     *
     * @param target null where nothing changes
     */
    private record Plan(
            StructLayout target,
            List<Step> steps,
            Map<String, ColumnAction> actions,
            boolean keepsAll) {}

    public RowRewriter(ColumnRewriter columns) {
        this.columns = columns;
    }

    /** The row or key as it is to be: what it was given if there is nothing to change in it. */
    public Object rewrite(Object row) {
        if (row instanceof Struct struct) {
            Plan plan = plans.get(struct.schema());
            return plan.keepsAll ? struct : rewrite(struct, plan);
        }
        if (row instanceof String text) {
            return rewrite(text);
        }
        return row instanceof Map<?, ?> map ? rewrite(map, UnaryOperator.identity()) : row;
    }

    /** A document; its columns are rewritten as those of an event without schema. */
    String rewrite(String document) {
        Map<String, Object> columns = Document.read(document);
        Map<?, ?> rewritten = rewrite(columns, Document::plain);
        return rewritten == columns ? document : Document.write(rewritten);
    }

    /**
     * The schema of rewritten rows: the very object that they have, so the given one where rows are
     * not copied.
     */
    public Schema schema(Schema row) {
        if (row.type() != Schema.Type.STRUCT) {
            return row;
        }
        Plan plan = plans.get(row);
        return plan.keepsAll ? row : plan.target.schema();
    }

    /**
     * What becomes of a column.
     *
     * @param row the schema of the row; null in events without schema
     */
    ColumnAction action(String column, Schema row) {
        if (row == null || row.type() != Schema.Type.STRUCT) {
            return withoutSchema(column);
        }
        return plans.get(row).actions.getOrDefault(column, ColumnAction.KEEP);
    }

    private Plan plan(Schema row) {
        if (row.type() != Schema.Type.STRUCT) {
            return new Plan(null, List.of(), Map.of(), true);
        }
        Map<Field, ColumnAction> decided = new LinkedHashMap<>();
        row.fields().forEach(f -> decided.put(f, columns.action(f.name(), f.schema())));
        if (decided.values().stream().allMatch(action -> action == ColumnAction.KEEP)) {
            return new Plan(null, List.of(), Map.of(), true);
        }
        Schema target = target(row, decided);
        List<Step> steps = new ArrayList<>();
        decided.forEach(
                (from, action) -> {
                    if (action != ColumnAction.DROP) {
                        boolean hasDefault = from.schema().defaultValue() != null;
                        steps.add(new Step(from, target.field(from.name()), action, hasDefault));
                    }
                });
        Map<String, ColumnAction> byName = new HashMap<>();
        decided.forEach((from, action) -> byName.put(from.name(), action));
        return new Plan(new StructLayout(target), steps, byName, false);
    }

    private static Schema target(Schema row, Map<Field, ColumnAction> decided) {
        SchemaBuilder target = StructCopier.like(row);
        boolean same = true;
        for (Map.Entry<Field, ColumnAction> column : decided.entrySet()) {
            Schema before = column.getKey().schema();
            if (column.getValue() == ColumnAction.DROP) {
                same = false;
            } else {
                Schema after = column.getValue().schema(before);
                same &= before.equals(after);
                target.field(column.getKey().name(), after);
            }
        }
        return same ? row : target.build();
    }

    private static Struct rewrite(Struct row, Plan plan) {
        CheckedStruct rewritten = new CheckedStruct(plan.target);
        for (int i = 0; i < plan.steps.size(); i++) {
            Step step = plan.steps.get(i);
            Object value =
                    step.hasDefault ? row.getWithoutDefault(step.from.name()) : row.get(step.from);
            if (step.action == ColumnAction.KEEP) {
                rewritten.take(step.to.index(), value);
            } else {
                rewritten.put(step.to, step.action.apply(value));
            }
        }
        return rewritten;
    }

    private Map<?, ?> rewrite(Map<?, ?> row, UnaryOperator<Object> form) {
        Map<Object, Object> rewritten = null;
        for (Map.Entry<?, ?> column : row.entrySet()) {
            ColumnAction action = withoutSchema(String.valueOf(column.getKey()));
            if (action != ColumnAction.KEEP) {
                rewritten = rewritten == null ? new LinkedHashMap<>(row) : rewritten;
                if (action == ColumnAction.DROP) {
                    rewritten.remove(column.getKey());
                } else {
                    rewritten.put(column.getKey(), action.apply(form.apply(column.getValue())));
                }
            }
        }
        return rewritten == null ? row : rewritten;
    }

    private ColumnAction withoutSchema(String column) {
        ColumnAction action = actions.get(column);
        if (action == null) {
            if (actions.size() >= SchemaCache.CAPACITY) {
                actions.clear();
            }
            action = columns.action(column, null);
            actions.put(column, action);
        }
        return action;
    }
}
