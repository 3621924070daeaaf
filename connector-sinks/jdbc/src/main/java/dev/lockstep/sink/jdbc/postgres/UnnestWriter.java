package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.jdbc.dialect.TableWriter;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.core.BaseConnection;

/** Writes any number of rows by one prepared statement, whose parameters are arrays. */
final class UnnestWriter implements TableWriter {

    /** Far below the gigabyte that PostgreSQL allows; a single row may be larger. */
    private static final int MAX_BYTES = 4 << 20;

    /** After so many executions the server keeps the plan of a prepared statement. */
    private static final int PLANNINGS = 6;

    private static final String BY_INDEX_ONLY =
            "SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off;"
                    + " SET LOCAL enable_mergejoin = off";

    private static final String AS_IT_IS_BEST =
            "SET LOCAL enable_seqscan TO DEFAULT; SET LOCAL enable_hashjoin TO DEFAULT;"
                    + " SET LOCAL enable_mergejoin TO DEFAULT";

    private final WritePlan plan;
    private final ArrayColumn[] columns;
    private final Connection connection;
    private final PreparedStatement statement;
    private int plannings;

    UnnestWriter(Connection connection, WritePlan plan, ColumnChoice choice) throws SQLException {
        this.plan = plan;
        this.connection = connection;
        this.plannings = findsRows(plan) ? PLANNINGS : 0;
        List<ArrayColumn> all =
                plan.bindings().stream()
                        .map(binding -> new ArrayColumn(binding, choice.form(plan, binding)))
                        .toList();
        columns = all.toArray(ArrayColumn[]::new);
        BaseConnection driver = connection.unwrap(BaseConnection.class);
        for (ArrayColumn column : columns) {
            driver.getQueryExecutor().addBinarySendOid(column.form().carrier().arrayOid());
        }
        statement = connection.prepareStatement(new WriteStatement(plan, all).sql());
    }

    /** Chooses the form of a binding. */
    @FunctionalInterface
    interface ColumnChoice {
        ColumnForm form(WritePlan plan, Binding binding);
    }

    @Override
    public int write(List<? extends RowChange> rows) throws SQLException {
        int found = 0;
        int count = clear();
        for (RowChange row : rows) {
            int bytes = add(row);
            count++;
            if (bytes > MAX_BYTES) {
                found += execute(count);
                count = clear();
            }
        }
        return count > 0 ? found + execute(count) : found;
    }

    private int clear() {
        for (ArrayColumn column : columns) {
            column.clear();
        }
        return 0;
    }

    /** Adds a row and tells how many bytes there are now. */
    private int add(RowChange row) {
        int bytes = 0;
        for (ArrayColumn column : columns) {
            try {
                column.add(row);
            } catch (UnfitValueException | ArithmeticException | ClassCastException e) {
                throw unfit(column.binding(), e);
            }
            bytes += column.length();
        }
        return bytes;
    }

    private TargetException.BadRecord unfit(Binding binding, RuntimeException cause) {
        String reason =
                cause instanceof UnfitValueException
                        ? cause.getMessage()
                        : cause instanceof ArithmeticException
                                ? "it is out of the type's range"
                                : "it is of another class than its schema says";
        return new TargetException.BadRecord(
                "Cannot write a value of column "
                        + binding.column().name()
                        + " ("
                        + plan.table().name()
                        + ", "
                        + binding.column().type()
                        + "): "
                        + reason
                        + ". Change the column's type, or leave the column out",
                null);
    }

    private int execute(int count) throws SQLException {
        for (int i = 0; i < columns.length; i++) {
            statement.setObject(i + 1, columns[i].parameter(count));
        }
        if (plannings == 0) {
            return statement.executeUpdate();
        }
        // The plan that is kept must not be the best for a table that is still small.
        plannings--;
        SessionSettings.execute(connection, BY_INDEX_ONLY);
        int found = statement.executeUpdate();
        SessionSettings.execute(connection, AS_IT_IS_BEST);
        return found;
    }

    /** Whether rows are looked up that are in an index by their key. */
    private static boolean findsRows(WritePlan plan) {
        List<String> keys = plan.keys().stream().map(key -> key.column().name()).toList();
        boolean looksUp =
                plan.statement() == WritePlan.Statement.UPDATE
                        || plan.statement() == WritePlan.Statement.DELETE;
        List<String> primary = plan.table().primaryKey();
        return looksUp
                && ((!primary.isEmpty() && keys.containsAll(primary))
                        || plan.table().uniqueKeys().stream().anyMatch(keys::containsAll));
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
