package dev.lockstep.sink.jdbc.mysql;

import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.dialect.TableWriter;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import dev.lockstep.sink.jdbc.value.Conversions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/**
 * MySQL and MariaDB. Which of them it is and what it can do is asked of each connection, in {@link
 * #prepare}, before anything else; one thread at a time.
 */
public final class MySqlDialect implements Dialect {

    /**
     * Nothing is cut, rounded to a range or taken for zero, and a 0 in an AUTO_INCREMENT column
     * stays one.
     */
    private static final String STRICT =
            "STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
                    + "NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO";

    private final SecondaryUnique secondaryUnique;
    private final boolean foreignKeyChecks;
    private final Conversions conversions;
    private final Definitions definitions = new Definitions();
    private Server server;

    /**
     * @param foreignKeyChecks whether the server checks foreign keys row by row; it has no way to
     *     check them at the end of a transaction
     */
    public MySqlDialect(
            SecondaryUnique secondaryUnique, boolean foreignKeyChecks, Conversions conversions) {
        this.conversions = conversions;
        this.secondaryUnique = secondaryUnique;
        this.foreignKeyChecks = foreignKeyChecks;
    }

    /** Statements prepared at the server; many to a packet by the texts of our own. */
    @Override
    public Map<String, String> driverDefaults() {
        return Map.of(
                "useServerPrepStmts", "true",
                "useBulkStmts", "false",
                "useBulkStmtsForInserts", "false");
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        server = Server.of(connection);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET SESSION sql_mode='"
                            + STRICT
                            + "', time_zone='+00:00', foreign_key_checks="
                            + (foreignKeyChecks ? 1 : 0));
        }
    }

    /** There is nothing to defer: constraints are checked with each row, or not at all. */
    @Override
    public void deferConstraints(Connection connection) {}

    @Override
    public String quote(String identifier) {
        return Quoting.quote(identifier);
    }

    @Override
    public String quote(TableName table) {
        return Quoting.quote(table);
    }

    @Override
    public Optional<TargetTable> read(Connection connection, TableName table) throws SQLException {
        return Catalog.read(connection, table);
    }

    @Override
    public String columnType(Schema schema, boolean key) {
        return new ColumnTypes(server).of(schema, key);
    }

    @Override
    public Optional<String> widened(TargetColumn column, Schema schema) {
        return WiderTypes.of(server, column, schema);
    }

    @Override
    public DefinitionSql definitions() {
        return definitions;
    }

    @Override
    public TableWriter writer(Connection connection, WritePlan plan) throws SQLException {
        return new Writers(connection, server, conversions).of(plan, secondaryUnique);
    }

    @Override
    public Failure classify(SQLException failure) {
        return Failures.classify(failure);
    }

    /** The states of most errors are the same. */
    @Override
    public String describe(SQLException failure) {
        return "error " + failure.getErrorCode() + ", SQLSTATE " + failure.getSQLState();
    }
}
