package dev.lockstep.sink.jdbc.value;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives rows of JSON without schemas the schemas that their target columns call for, so that
 * whatever writes them need not know of such rows.
 *
 * <p>A number in the place of a time counts milliseconds, microseconds or nanoseconds by the
 * precision of the target's column, as Debezium's adaptive modes choose by the source's.
 */
public final class SchemalessRows {

    private final RowShape shape;
    private final List<InferredColumn> columns;

    private SchemalessRows(RowShape shape, List<InferredColumn> columns) {
        this.shape = shape;
        this.columns = columns;
    }

    /**
     * Prepares for the rows of a shape.
     *
     * @param targets the target column of each of the shape's; null where there is none
     * @param base64Decimals whether texts in the place of decimals are unscaled bytes in base 64
     */
    public static SchemalessRows of(
            RowShape shape, List<TargetColumn> targets, boolean base64Decimals) {
        List<InferredColumn> inferred = new ArrayList<>();
        List<RowShape.Column> columns = new ArrayList<>();
        for (int i = 0; i < shape.size(); i++) {
            RowShape.Column column = shape.columns().get(i);
            InferredColumn here =
                    InferredColumn.of(column.schema(), targets.get(i), base64Decimals);
            inferred.add(here);
            columns.add(new RowShape.Column(column.name(), here.schema(), column.key()));
        }
        return new SchemalessRows(new RowShape(columns), inferred);
    }

    /** The shape of the rows that come out. */
    public RowShape shape() {
        return shape;
    }

    /**
     * A row with values of the shape's schemas.
     *
     * @throws TargetException.BadRecord when a value is of a class that its column cannot hold
     */
    public RowImage convert(RowImage row) {
        Object[] values = new Object[columns.size()];
        String[] texts = row.hasExactTexts() ? new String[values.length] : null;
        for (int i = 0; i < values.length; i++) {
            boolean known = row.unavailable() == null || !row.unavailable().get(i);
            values[i] = known ? value(i, row) : null;
            if (texts != null) {
                texts[i] = row.exactText(i);
            }
        }
        return new RowImage(shape, values, texts, row.unavailable());
    }

    private Object value(int index, RowImage row) {
        Object value = row.value(index);
        if (value == null || row.exactText(index) != null) {
            return null;
        }
        try {
            return columns.get(index).value().apply(value);
        } catch (RuntimeException e) {
            // The cause is left out: its message may hold the value.
            throw new TargetException.BadRecord(
                    "Cannot read column "
                            + shape.columns().get(index).name()
                            + " of a record without schema: its value of class "
                            + value.getClass().getSimpleName()
                            + " is none of the target column's type. Let the source's converter"
                            + " keep schemas, or check schemaless.decimal.format and the type of"
                            + " the column.",
                    null);
        }
    }
}
