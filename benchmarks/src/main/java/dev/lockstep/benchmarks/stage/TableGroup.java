package dev.lockstep.benchmarks.stage;

import dev.lockstep.embedded.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Some tables of orders, in a schema of its own whose name is that of their publication, too.
 *
 * @param busy how many of them, the first ones, have changes
 */
public record TableGroup(
        PostgresServer postgres, String database, String schema, int tables, int busy)
        implements Backlog {

    /** Each of them inserts into one table, in turn. */
    private static final int STATEMENTS_PER_TRANSACTION = 30;

    private static final int ROWS_PER_STATEMENT = 33;
    private static final int ROWS_PER_TRANSACTION = STATEMENTS_PER_TRANSACTION * ROWS_PER_STATEMENT;

    /** Creates the tables in a database. */
    public static TableGroup create(
            Stage stage, String database, String schema, int tables, int busy) throws SQLException {
        TableGroup group = new TableGroup(stage.postgres(), database, schema, tables, busy);
        try (Connection connection = stage.postgres().connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
            for (int i = 0; i < tables; i++) {
                statement.execute("CREATE TABLE " + group.table(i) + OrdersTable.COLUMNS);
            }
            statement.execute("CREATE PUBLICATION " + schema + " FOR TABLES IN SCHEMA " + schema);
        }
        return group;
    }

    @Override
    public String publication() {
        return schema;
    }

    @Override
    public int whole(int count) {
        return Math.max(1, count / ROWS_PER_TRANSACTION) * ROWS_PER_TRANSACTION;
    }

    @Override
    public Map<String, String> options() {
        return Map.of("schema.include.list", schema);
    }

    @Override
    public List<String> topics(String prefix) {
        return IntStream.range(0, busy).mapToObj(i -> prefix + "." + table(i)).toList();
    }

    @Override
    public void write(int count) throws SQLException {
        try (Connection connection = postgres.connect(database);
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < busy; i++) {
                statement.execute("TRUNCATE " + table(i));
            }
            statement.execute(inserts(whole(count)));
        }
    }

    private String table(int number) {
        return schema + ".orders_" + number;
    }

    private String inserts(int count) {
        String insert =
                "INSERT INTO "
                        + schema
                        + ".orders_%s"
                        + OrdersTable.VALUES.replace("%", "%%")
                        + "FROM generate_series($1, $1 + "
                        + (ROWS_PER_STATEMENT - 1)
                        + ") i";
        String number = "(batch * " + STATEMENTS_PER_TRANSACTION + " + part)";
        return "DO $$ BEGIN FOR batch IN 0 .. "
                + (count / ROWS_PER_TRANSACTION - 1)
                + " LOOP FOR part IN 0 .. "
                + (STATEMENTS_PER_TRANSACTION - 1)
                + " LOOP EXECUTE format($f$"
                + insert
                + "$f$, "
                + number
                + " % "
                + busy
                + ") USING "
                + number
                + " * "
                + ROWS_PER_STATEMENT
                + "; END LOOP; COMMIT; END LOOP; END $$";
    }
}
