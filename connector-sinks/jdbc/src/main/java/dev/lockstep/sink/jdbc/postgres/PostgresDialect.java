package dev.lockstep.sink.jdbc.postgres;

import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.dialect.Dialect;
import dev.lockstep.sink.jdbc.dialect.TableWriter;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Binding;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/** PostgreSQL 14 and newer. */
public final class PostgresDialect implements Dialect {

    private static final Map<String, String> DRIVER_DEFAULTS =
            Map.of(
                    "ApplicationName", "lockstep-sink",
                    "connectTimeout", "30",
                    // A dead peer is noticed in the end, though a statement may wait for locks.
                    "socketTimeout", "600",
                    "tcpKeepAlive", "true",
                    // Statements are used for long, and their arrays are never rewritten.
                    "prepareThreshold", "1",
                    "reWriteBatchedInserts", "false");

    private final PostgresOptions options;
    private final ColumnForms columnForms;
    private final Definitions definitions = new Definitions();

    public PostgresDialect(PostgresOptions options) {
        this.options = options;
        this.columnForms = new ColumnForms(options.binaryText());
    }

    @Override
    public Map<String, String> driverDefaults() {
        return DRIVER_DEFAULTS;
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        SessionSettings.apply(connection, options.replicationRole());
    }

    @Override
    public void deferConstraints(Connection connection) throws SQLException {
        SessionSettings.execute(connection, "SET CONSTRAINTS ALL DEFERRED");
    }

    @Override
    public String quote(String identifier) {
        return Identifiers.quote(identifier);
    }

    @Override
    public Optional<TargetTable> read(Connection connection, TableName table) throws SQLException {
        return TableReader.read(connection, table);
    }

    @Override
    public String columnType(Schema schema, boolean key) {
        return ColumnTypes.of(schema, key);
    }

    @Override
    public Optional<String> widened(TargetColumn column, Schema schema) {
        return TypeWidening.of(column, ColumnTypes.of(schema, false));
    }

    @Override
    public DefinitionSql definitions() {
        return definitions;
    }

    @Override
    public TableWriter writer(Connection connection, WritePlan plan) throws SQLException {
        boolean nothing =
                plan.statement() == WritePlan.Statement.UPDATE
                        && plan.nonKeys().stream().allMatch(each -> each.column().identityAlways());
        return nothing ? new IdleWriter() : new UnnestWriter(connection, plan, this::form);
    }

    private ColumnForm form(WritePlan plan, Binding binding) {
        TargetColumn column = binding.column();
        return switch (binding.source()) {
            case EXACT_TEXT -> ColumnForms.exactText(column);
            case POSITION -> columnForms.of(SchemaForms.integer(), column);
            case VALUE -> {
                RowShape.Column source = plan.shape().columns().get(binding.index());
                yield columnForms.of(
                        source.schema() == null
                                ? SchemalessForms.of(column, options.base64Decimals())
                                : SchemaForms.of(source.schema()),
                        column);
            }
        };
    }

    @Override
    public Failure classify(SQLException failure) {
        return ErrorStates.classify(failure);
    }

    @Override
    public String describe(SQLException failure) {
        return ErrorStates.describe(failure);
    }
}
