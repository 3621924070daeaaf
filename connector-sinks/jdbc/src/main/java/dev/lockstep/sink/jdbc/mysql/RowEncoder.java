package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Source;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.value.Conversions;
import java.util.ArrayList;
import java.util.List;

/** Turns changes of one plan into the parameters of its statements. */
final class RowEncoder {

    private final TableName table;
    private final long maxPacket;
    private final List<ColumnEncoder> columns;

    /**
     * @param bindings in the order of the statement's parameters
     */
    RowEncoder(Conversions conversions, WritePlan plan, List<Binding> bindings, long maxPacket) {
        this.table = plan.table().name();
        this.maxPacket = maxPacket;
        this.columns =
                bindings.stream().map(binding -> column(conversions, plan, binding)).toList();
    }

    private static ColumnEncoder column(Conversions conversions, WritePlan plan, Binding binding) {
        return new ColumnEncoder(
                conversions,
                plan.table().name(),
                binding,
                binding.source() == Source.POSITION
                        ? null
                        : plan.shape().columns().get(binding.index()).schema());
    }

    List<EncodedRow> encode(List<? extends RowChange> changes) {
        List<EncodedRow> rows = new ArrayList<>(changes.size());
        for (RowChange change : changes) {
            Object[] values = new Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = columns.get(i).encode(change);
            }
            rows.add(checked(EncodedRow.of(values)));
        }
        return rows;
    }

    /** The server would drop the connection, over and over. */
    private EncodedRow checked(EncodedRow row) {
        if (row.bytes() > maxPacket) {
            throw new TargetException.BadRecord(
                    "Cannot write a row of table "
                            + table
                            + ": it has more bytes than the server's max_allowed_packet. Raise that"
                            + " at the server, or leave the row to errors.policy.",
                    null);
        }
        return row;
    }
}
