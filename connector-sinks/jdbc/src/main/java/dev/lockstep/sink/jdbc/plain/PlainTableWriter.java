package dev.lockstep.sink.jdbc.plain;

import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.jdbc.dialect.TableWriter;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.value.Conversion;
import dev.lockstep.sink.jdbc.value.Conversions;
import dev.lockstep.sink.value.ColumnKind;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Writes rows in one JDBC batch. */
final class PlainTableWriter implements TableWriter {

    private final PreparedStatement statement;
    private final Binding[] parameters;
    private final Conversion[] bound;

    PlainTableWriter(
            PreparedStatement statement, WritePlan plan, Flavor flavor, Conversions conversions) {
        this.statement = statement;
        this.parameters = PlainStatements.parameters(plan).toArray(Binding[]::new);
        this.bound = new Conversion[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            bound[i] = conversion(plan, parameters[i], flavor, conversions);
        }
    }

    private static Conversion conversion(
            WritePlan plan, Binding binding, Flavor flavor, Conversions conversions) {
        TableName table = plan.table().name();
        ColumnKind kind = flavor.bound(ColumnKind.ofFamily(binding.column().family()));
        return switch (binding.source()) {
            case VALUE ->
                    conversions.of(
                            table,
                            binding.column(),
                            plan.shape().columns().get(binding.index()).schema(),
                            kind);
            case EXACT_TEXT -> Conversions.ofText(table, binding.column(), kind);
            case POSITION -> value -> value;
        };
    }

    @Override
    public int write(List<? extends RowChange> rows) throws SQLException {
        for (RowChange row : rows) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, bound[i].apply(value(parameters[i], row)));
            }
            statement.addBatch();
        }
        return found(statement.executeBatch());
    }

    /** Of a row that the driver says nothing of, there is nothing to say but that it is there. */
    private static int found(int[] counts) {
        int found = 0;
        for (int count : counts) {
            found += count == 0 ? 0 : 1;
        }
        return found;
    }

    private static Object value(Binding binding, RowChange change) {
        RowImage row = change.row();
        return switch (binding.source()) {
            case VALUE -> row.value(binding.index());
            case EXACT_TEXT -> row.exactText(binding.index());
            case POSITION -> change.place().position();
        };
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
