package dev.lockstep.sink.change;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;

/**
 * The columns of a row, in order. Shapes are made once per schema and shared by all its changes:
 * two changes of one table have the same columns if and only if their shapes are the same object,
 * so plans can be kept by identity.
 */
public final class RowShape {

    /**
     * A column of a row.
     *
     * @param name the column's name at the source
     * @param schema null where the converter keeps none
     * @param key whether it is part of the key
     */
    public record Column(String name, Schema schema, boolean key) {}

    private final List<Column> columns;
    private final int[] key;

    /**
     * The same by name, so that a row and the key by which it is deleted compare as equal in
     * whatever order their columns come.
     */
    private final int[] keyByName;

    public RowShape(List<Column> columns) {
        this.columns = List.copyOf(columns);
        this.key = IntStream.range(0, columns.size()).filter(i -> columns.get(i).key()).toArray();
        this.keyByName =
                IntStream.of(key)
                        .boxed()
                        .sorted(Comparator.comparing(i -> columns.get(i).name()))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    public List<Column> columns() {
        return columns;
    }

    public int size() {
        return columns.size();
    }

    /** Whether rows of this shape can be told apart. */
    public boolean hasKey() {
        return key.length > 0;
    }

    /** Where the columns of the key stand among all, in the order of the columns. */
    public int[] keyIndexes() {
        return key.clone();
    }

    /**
     * The key of a row of this shape; null without key columns.
     *
     * @param exactTexts null for none
     */
    public RowKey keyOf(Object[] values, String[] exactTexts) {
        return keyByName.length == 0 ? null : RowKey.of(keyByName, values, exactTexts);
    }
}
