package dev.lockstep.transform.expression;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.NullValue;
import dev.cel.common.values.StructValue;
import dev.lockstep.event.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A row, a block or a map as CEL selects from it: a column is read when it is named. All columns of
 * a row that is not there are null, and it is itself equal to null.
 */
@SuppressWarnings("Immutable") // No value outlives the evaluation of one record, by one thread.
final class RowValue extends StructValue<String, Object> {

    private final Row row;
    private final NullWatch nulls;

    /**
     * @param row null for a row that is not there
     */
    RowValue(Row row, NullWatch nulls) {
        this.row = row;
        this.nulls = nulls;
    }

    @Override
    public Object select(String column) {
        Object value = row == null ? null : row.value(column);
        if (value == null && row != null && !row.has(column)) {
            throw new MissingColumn(column);
        }
        return ColumnValues.of(value, nulls);
    }

    /** Presence is that of the column: one that is null is there. */
    @Override
    public Optional<Object> find(String column) {
        return row != null && row.has(column) ? Optional.of(select(column)) : Optional.empty();
    }

    /** What an expression gets that names the row and not a column: a map of all of them. */
    @Override
    public Object value() {
        if (row == null) {
            nulls.met();
            return NullValue.NULL_VALUE;
        }
        Map<String, Object> columns = new LinkedHashMap<>();
        for (String column : row.columns()) {
            Object value = ColumnValues.of(row.value(column), nulls);
            columns.put(column, value instanceof RowValue nested ? nested.value() : value);
        }
        return columns;
    }

    @Override
    public boolean isZeroValue() {
        return row == null;
    }

    @Override
    public CelType celType() {
        return SimpleType.DYN;
    }
}
