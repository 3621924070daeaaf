package dev.lockstep.transform.change;

import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;

/** What becomes of one column. */
public final class ColumnAction {

    /** The column stays as it is. */
    public static final ColumnAction KEEP = new ColumnAction(null, null);

    /** The column is taken out of the row. */
    public static final ColumnAction DROP = new ColumnAction(null, null);

    private final Schema schema;
    private final UnaryOperator<Object> values;

    private ColumnAction(Schema schema, UnaryOperator<Object> values) {
        this.schema = schema;
        this.values = values;
    }

    /**
     * Other values.
     *
     * @param schema what the values are from now on; null in events without schema
     * @param values gives the new value of one that is not null; a null stays null
     */
    public static ColumnAction replace(Schema schema, UnaryOperator<Object> values) {
        return new ColumnAction(schema, values);
    }

    Schema schema(Schema before) {
        return this == KEEP ? before : schema;
    }

    Object apply(Object value) {
        return values == null || value == null ? value : values.apply(value);
    }
}
