package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.jdbc.dialect.TableWriter;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import dev.lockstep.sink.jdbc.value.Conversions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Makes the writers of one connection. */
record Writers(Connection connection, Server server, Conversions conversions) {

    TableWriter of(WritePlan plan, SecondaryUnique secondaryUnique) throws SQLException {
        Statements statements = new Statements(plan, server.hasRowAlias());
        return switch (plan.statement()) {
            case INSERT -> multiRow(plan, plan.bindings(), statements::insert);
            case DELETE -> multiRow(plan, keysAndPosition(plan), statements::delete);
            case UPDATE -> updating(plan, statements);
            case UPSERT ->
                    ConflictRule.updatesFirst(plan, secondaryUnique)
                            ? upserting(plan, statements)
                            : multiRow(plan, plan.bindings(), statements::upsert);
        };
    }

    private TableWriter multiRow(
            WritePlan plan, List<Binding> parameters, IntFunction<String> text) {
        return new MultiRowWriter(encoder(plan, parameters), rows(text, parameters.size()));
    }

    private UpdateWriter updating(WritePlan plan, Statements statements) throws SQLException {
        List<Binding> parameters = parameters(plan, statements);
        return new UpdateWriter(
                encoder(plan, parameters),
                new SingleRowStatement(connection, statements.update(), 0, parameters.size()),
                null,
                null,
                0);
    }

    /** The rows' values are those of the update: an insert takes all but a guard's position. */
    private UpdateWriter upserting(WritePlan plan, Statements statements) throws SQLException {
        List<Binding> parameters = parameters(plan, statements);
        int keys = statements.others().size();
        int columns = keys + statements.keys().size();
        WritePlan inserts =
                new WritePlan(
                        WritePlan.Statement.INSERT,
                        plan.table(),
                        plan.shape(),
                        parameters.subList(0, columns),
                        false);
        return new UpdateWriter(
                encoder(plan, parameters),
                new SingleRowStatement(connection, statements.update(), 0, parameters.size()),
                plan.guarded()
                        ? new SingleRowStatement(connection, statements.probe(), keys, columns)
                        : null,
                rows(new Statements(inserts, false)::insert, columns),
                columns);
    }

    private RowEncoder encoder(WritePlan plan, List<Binding> parameters) {
        return new RowEncoder(conversions, plan, parameters, server.maxPacket());
    }

    private RowStatements rows(IntFunction<String> text, int parameters) {
        return new RowStatements(connection, text, parameters, server.maxPacket());
    }

    private static List<Binding> keysAndPosition(WritePlan plan) {
        List<Binding> parameters = new ArrayList<>(plan.keys());
        parameters.addAll(plan.nonKeys());
        return parameters;
    }

    /** Of an update. */
    private static List<Binding> parameters(WritePlan plan, Statements statements) {
        List<Binding> parameters = new ArrayList<>(statements.others());
        parameters.addAll(statements.keys());
        if (plan.guarded()) {
            parameters.add(statements.others().get(statements.others().size() - 1));
        }
        return parameters;
    }
}
