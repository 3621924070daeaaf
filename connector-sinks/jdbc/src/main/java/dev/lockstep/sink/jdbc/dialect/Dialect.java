package dev.lockstep.sink.jdbc.dialect;

import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/** A kind of database: its catalog, its types, its statements, its errors. */
public interface Dialect {

    /** What a failure means. */
    enum Failure {
        /** It may pass by itself. */
        TRANSIENT,
        /** A row is not acceptable: a value out of range, a constraint violated. */
        BAD_ROW,
        /** The definition that we have of a table is out of date, or the table is missing. */
        DEFINITION,
        /** A person has to do something. */
        FATAL
    }

    /** Properties that the driver gets unless the user sets them. */
    Map<String, String> driverDefaults();

    /** Runs once on each new connection, whose autocommit is off. */
    void prepare(Connection connection) throws SQLException;

    /** Runs at the start of each target transaction that applies whole source transactions. */
    void deferConstraints(Connection connection) throws SQLException;

    String quote(String identifier);

    /** A table's name in a statement. */
    default String quote(TableName table) {
        return (table.catalog() == null ? "" : quote(table.catalog()) + ".")
                + (table.schema() == null ? "" : quote(table.schema()) + ".")
                + quote(table.name());
    }

    /** The definition of a table, asked of the catalog; empty when there is no such table. */
    Optional<TargetTable> read(Connection connection, TableName table) throws SQLException;

    /**
     * The type of a column that holds all values of a schema.
     *
     * @param schema with the source's own type in its parameters where the source tells it
     * @param key whether the column is part of the primary key, for databases that cannot index
     *     every type
     */
    String columnType(Schema schema, boolean key);

    /**
     * The type that a column must be widened to so that it holds all values of a schema; empty when
     * it does already, or cannot be.
     */
    Optional<String> widened(TargetColumn column, Schema schema);

    /** Statements that change a column's type, drop NOT NULL, and so on, are built from this. */
    DefinitionSql definitions();

    TableWriter writer(Connection connection, WritePlan plan) throws SQLException;

    Failure classify(SQLException failure);

    /**
     * What may be told of a failure: codes and names, never a value of a row, which drivers put
     * into their messages.
     */
    default String describe(SQLException failure) {
        return failure.getSQLState() == null
                ? "error " + failure.getErrorCode()
                : "SQLSTATE " + failure.getSQLState();
    }

    /** Statements about definitions, in the words of one database. */
    interface DefinitionSql {

        /**
         * A definition.
         *
         * @param types one per column, with NOT NULL where it applies
         */
        String createTable(
                TableName table, List<String> columns, List<String> types, List<String> key);

        String addColumn(TableName table, String column, String type);

        String changeType(TableName table, String column, String type);

        String dropNotNull(TableName table, TargetColumn column);

        String dropColumn(TableName table, String column);

        String renameColumn(TableName table, String from, String to);

        /** Empties a table, without ending the transaction that is open. */
        String truncate(TableName table);
    }
}
