package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Source;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.value.Conversion;
import dev.lockstep.sink.jdbc.value.Conversions;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.data.Schema;

/** What one column of a plan is bound with. */
final class ColumnEncoder {

    private final String name;
    private final String type;
    private final int index;
    private final Conversion values;
    private final Conversion texts;
    private final UnaryOperator<Object> fit;

    /**
     * @param schema of the values; null of JSON without schemas, and for a position
     */
    ColumnEncoder(Conversions conversions, TableName table, Binding binding, Schema schema) {
        TargetColumn column = binding.column();
        ColumnFit kept = ColumnFit.of(column);
        this.name = table + "." + column.name();
        this.type = column.type();
        this.index = binding.source() == Source.POSITION ? -1 : binding.index();
        this.values = conversions.of(table, column, schema, kept.kind());
        this.texts = Conversions.ofText(table, column, kept.kind());
        this.fit = kept.exactly();
    }

    /** A value that the driver takes and the column keeps exactly; null is SQL's NULL. */
    Object encode(RowChange change) {
        if (index < 0) {
            return change.place().position();
        }
        RowImage row = change.row();
        String text = row.exactText(index);
        Object converted = text == null ? values.apply(row.value(index)) : texts.apply(text);
        if (converted == null) {
            return null;
        }
        Object kept = fit.apply(converted);
        if (kept == null) {
            throw new TargetException.BadRecord(
                    "Cannot write column "
                            + name
                            + ": its type "
                            + type
                            + " cannot keep the value of the record exactly. Change the type of the"
                            + " column, or leave the row to errors.policy.",
                    null);
        }
        return kept;
    }
}
