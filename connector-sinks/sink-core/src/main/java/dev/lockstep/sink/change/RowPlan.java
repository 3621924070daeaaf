package dev.lockstep.sink.change;

import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/** How rows of one form are read: their shape, and where the value of each column is. */
final class RowPlan {

    /** Where a column of a row is. {@code field} is null in rows without a schema. */
    record Source(String name, Field field) {}

    private final RowShape shape;
    private final Source[] sources;
    private final boolean[] hasDefault;
    private final KeyForm.Part[] beside;
    private final int[] keyIndexes;
    private final int[] candidates;
    private final Map<String, Integer> indexes = new HashMap<>();

    /**
     * @param sources of the shape's first columns
     * @param beside the columns after them, which the row does not have
     */
    RowPlan(RowShape shape, List<Source> sources, List<KeyForm.Part> beside) {
        this.shape = shape;
        this.sources = sources.toArray(Source[]::new);
        this.beside = beside.toArray(KeyForm.Part[]::new);
        this.keyIndexes = shape.keyIndexes();
        this.hasDefault = new boolean[this.sources.length];
        BitSet fitting = new BitSet();
        for (int i = 0; i < this.sources.length; i++) {
            Field field = this.sources[i].field();
            hasDefault[i] = field != null && field.schema().defaultValue() != null;
            fitting.set(i, field == null || Placeholder.fits(field.schema()));
        }
        this.candidates = fitting.stream().toArray();
        for (int i = 0; i < shape.size(); i++) {
            indexes.put(shape.columns().get(i).name(), i);
        }
    }

    RowShape shape() {
        return shape;
    }

    boolean has(String column) {
        return indexes.containsKey(column);
    }

    /**
     * The values of a row, in the order of the shape.
     *
     * @param row a Struct or a Map, as the plan was made for; not looked at where all columns stand
     *     beside it
     */
    Object[] values(Object row, SinkRecord record) {
        Object[] values = new Object[shape.size()];
        if (row instanceof Struct struct) {
            for (int i = 0; i < sources.length; i++) {
                values[i] =
                        hasDefault[i]
                                ? struct.getWithoutDefault(sources[i].name())
                                : struct.get(sources[i].field());
            }
        } else if (row instanceof Map<?, ?> map) {
            for (int i = 0; i < sources.length; i++) {
                values[i] = map.get(sources[i].name());
            }
        }
        for (int i = 0; i < beside.length; i++) {
            values[sources.length + i] = beside[i].reader().read(record);
        }
        return values;
    }

    /**
     * Exact texts by column.
     *
     * @param told by {@code before.<column>} and {@code after.<column>}
     * @param prefix which of the two is wanted, with its dot
     */
    String[] exactTexts(Object told, String prefix) {
        if (!(told instanceof Map<?, ?> texts) || texts.isEmpty()) {
            return null;
        }
        String[] found = null;
        for (Map.Entry<?, ?> entry : texts.entrySet()) {
            String name = String.valueOf(entry.getKey());
            Integer index =
                    name.startsWith(prefix) ? indexes.get(name.substring(prefix.length())) : null;
            if (index != null && entry.getValue() instanceof String text) {
                found = found == null ? new String[shape.size()] : found;
                found[index] = text;
            }
        }
        return found;
    }

    /** The columns of these names; null for none. */
    BitSet named(Collection<?> names) {
        BitSet found = null;
        for (Object name : names) {
            Integer index = indexes.get(String.valueOf(name));
            if (index != null) {
                found = found == null ? new BitSet(shape.size()) : found;
                found.set(index);
            }
        }
        return found;
    }

    /** The columns that hold a placeholder; null for none. */
    BitSet holding(Placeholder placeholder, Object[] values) {
        BitSet found = null;
        for (int i : candidates) {
            if (values[i] != null && placeholder.is(values[i])) {
                found = found == null ? new BitSet(shape.size()) : found;
                found.set(i);
            }
        }
        return found;
    }

    /** A column of the key whose value is not there; null when all are. */
    String missingKey(Object[] values, String[] exactTexts, BitSet unavailable) {
        for (int i : keyIndexes) {
            boolean isNull = values[i] == null && (exactTexts == null || exactTexts[i] == null);
            if (isNull || (unavailable != null && unavailable.get(i))) {
                return shape.columns().get(i).name();
            }
        }
        return null;
    }
}
