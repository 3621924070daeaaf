package dev.lockstep.sink.jdbc.plain;

import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.dialect.TableWriter;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import dev.lockstep.sink.jdbc.value.Conversions;
import dev.lockstep.sink.value.ColumnKind;
import dev.lockstep.sink.value.SchemaKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/** A database that is spoken to in standard SQL. */
public final class PlainSqlDialect implements Dialect {

    private final Flavor flavor;
    private final Conversions conversions;

    public PlainSqlDialect(Flavor flavor, Conversions conversions) {
        this.flavor = flavor;
        this.conversions = conversions;
    }

    @Override
    public Map<String, String> driverDefaults() {
        return Map.of();
    }

    @Override
    public void prepare(Connection connection) {
        // Nothing that these databases need to be told.
    }

    @Override
    public void deferConstraints(Connection connection) {
        // Neither database can defer constraints that were not made so.
    }

    @Override
    public String quote(String identifier) {
        return PlainDefinitions.quoted(identifier);
    }

    @Override
    public Optional<TargetTable> read(Connection connection, TableName table) throws SQLException {
        return new PlainCatalog(connection.getMetaData()).read(table);
    }

    @Override
    public String columnType(Schema schema, boolean key) {
        ColumnKind kind = SchemaKind.of(schema);
        Integer scale = SchemaKind.parameter(schema, "scale");
        Integer precision = SchemaKind.parameter(schema, "connect.decimal.precision");
        boolean sized =
                kind == ColumnKind.DECIMAL
                        && flavor.changesTypes()
                        && scale != null
                        && scale >= 0
                        && precision != null;
        return sized ? "NUMERIC(" + precision + ", " + scale + ")" : flavor.types().get(kind);
    }

    @Override
    public Optional<String> widened(TargetColumn column, Schema schema) {
        return flavor.changesTypes()
                ? Widening.of(column, schema, columnType(schema, false))
                : Optional.empty();
    }

    @Override
    public DefinitionSql definitions() {
        return new PlainDefinitions();
    }

    @Override
    public TableWriter writer(Connection connection, WritePlan plan) throws SQLException {
        return new PlainTableWriter(
                connection.prepareStatement(new PlainStatements(flavor, plan).sql()),
                plan,
                flavor,
                conversions);
    }

    @Override
    public Failure classify(SQLException failure) {
        return PlainFailures.classify(failure);
    }
}
