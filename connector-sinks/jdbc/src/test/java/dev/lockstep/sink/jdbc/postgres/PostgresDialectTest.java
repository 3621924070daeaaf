package dev.lockstep.sink.jdbc.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.jdbc.dialect.Dialect.Failure;
import dev.lockstep.sink.jdbc.dialect.TableWriter;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import dev.lockstep.sink.jdbc.postgres.PostgresOptions.ReplicationRole;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneServer.class)
class PostgresDialectTest {

    private static final BitSet NONE = new BitSet();

    private final PostgresServer server;

    private Written target;

    PostgresDialectTest(PostgresServer server) {
        this.server = server;
    }

    @BeforeEach
    void connect() throws SQLException {
        target = new Written(server, PostgresOptions.DEFAULTS);
        target.execute("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
    }

    @AfterEach
    void disconnect() throws SQLException {
        target.close();
    }

    @Test
    void readsADefinition() throws SQLException {
        target.execute(
                "CREATE DOMAIN short AS varchar(5) NOT NULL",
                "CREATE DOMAIN shorter AS short CHECK (length(VALUE) < 4)",
                "CREATE TYPE mood AS ENUM ('ok')",
                "CREATE TABLE other (id int PRIMARY KEY)",
                "CREATE TABLE t (b char(3), a numeric(12,2)[] NOT NULL, d shorter, m mood,"
                        + " g int GENERATED ALWAYS AS (1) STORED,"
                        + " i bigint GENERATED ALWAYS AS IDENTITY,"
                        + " n int NOT NULL DEFAULT 1 REFERENCES other, bits bit(4),"
                        + " PRIMARY KEY (n, b), UNIQUE (i, m))",
                "CREATE UNIQUE INDEX ON t (m) WHERE n > 1",
                "CREATE UNIQUE INDEX ON t (abs(n))",
                "CREATE UNIQUE INDEX ON t (m) INCLUDE (n)");
        TargetTable table = target.table("t");
        assertThat(table.name()).isEqualTo(new TableName(null, "public", "t"));
        assertThat(table.columns())
                .containsExactly(
                        column("b", "character(3)", "bpchar", false, false),
                        column("a", "numeric(12,2)[]", "numeric[]", false, false),
                        column("d", "shorter", "character varying", false, false),
                        column("m", "mood", "mood", true, false),
                        new TargetColumn("g", "integer", "integer", true, false, true, false),
                        new TargetColumn("i", "bigint", "bigint", false, true, false, true),
                        column("n", "integer", "integer", false, true),
                        column("bits", "bit(4)", "\"bit\"", true, false));
        assertThat(table.primaryKey()).containsExactly("n", "b");
        assertThat(table.uniqueKeys()).containsExactly(List.of("i", "m"), List.of("m"));
        assertThat(table.references()).containsExactly(new TableName(null, "public", "other"));
    }

    private static TargetColumn column(
            String name, String type, String family, boolean nullable, boolean hasDefault) {
        return new TargetColumn(name, type, family, nullable, hasDefault, false, false);
    }

    @Test
    void findsTablesOnTheSearchPathAndInSchemas() throws SQLException {
        target.execute(
                "CREATE SCHEMA IF NOT EXISTS \"A b\"",
                "DROP TABLE IF EXISTS \"A b\".\"T\"\"\"",
                "CREATE TABLE \"A b\".\"T\"\"\" (id int)",
                "SET search_path = \"A b\", public");
        TableName wanted = new TableName(null, null, "T\"");
        assertThat(target.dialect().read(target.connection(), wanted))
                .map(table -> table.name().schema())
                .contains("A b");
        assertThat(target.dialect().read(target.connection(), new TableName(null, null, "none")))
                .isEmpty();
    }

    @Test
    void refusesWhatDoesNotFitWithoutTellingIt() throws SQLException {
        target.execute("CREATE TABLE t (id smallint PRIMARY KEY, name varchar(3))");
        List<RowChange> large = List.of(Written.item(1, "a"), Written.item(77_777, "a"));
        assertThatThrownBy(() -> target.write(Statement.UPSERT, "t", large))
                .isInstanceOf(TargetException.BadRecord.class)
                .hasMessageContaining("column id (public.t, smallint): it is out of the type's")
                .hasMessageNotContaining("77");
        assertThatThrownBy(
                        () ->
                                target.write(
                                        Statement.UPSERT, "t", List.of(Written.item(1, "a\uD800"))))
                .isInstanceOf(TargetException.BadRecord.class);
        assertThat(failureOf(Statement.UPSERT, Written.item(1, "long"))).isEqualTo(Failure.BAD_ROW);
        assertThat(failureOf(Statement.UPSERT, Written.item(1, "a\0"))).isEqualTo(Failure.BAD_ROW);
        target.write(Statement.UPSERT, "t", List.of(Written.item(1, "fit")));
        assertThat(target.query("SELECT * FROM t")).isEqualTo("1|fit");
    }

    @Test
    void tellsFailuresApart() throws SQLException {
        target.execute(
                "CREATE TABLE other (id int PRIMARY KEY)",
                "CREATE TABLE t (id int PRIMARY KEY, name text CHECK (name <> 'bad')"
                        + " COLLATE \"C\", UNIQUE (name))",
                "INSERT INTO t VALUES (1, 'one')");
        assertThat(failureOf(Statement.INSERT, Written.item(1, "x"))).isEqualTo(Failure.BAD_ROW);
        assertThat(failureOf(Statement.UPSERT, Written.item(2, "one"))).isEqualTo(Failure.BAD_ROW);
        assertThat(failureOf(Statement.UPSERT, Written.item(2, "bad"))).isEqualTo(Failure.BAD_ROW);
        // Equal for the database, though not for us.
        assertThat(failureOf(Statement.UPSERT, Written.item(2, "x"), Written.item(2, "x")))
                .isEqualTo(Failure.BAD_ROW);
        WritePlan plan = target.plan(Statement.UPSERT, "t", Written.ITEM, NONE, false);
        target.execute("ALTER TABLE t DROP COLUMN name");
        assertThat(failureOf(plan, Written.item(1, "x"))).isEqualTo(Failure.DEFINITION);
        target.execute("DROP TABLE t");
        assertThat(failureOf(plan, Written.item(1, "x"))).isEqualTo(Failure.DEFINITION);
        assertThat(classified("SELECT pg_terminate_backend(pg_backend_pid())"))
                .isEqualTo(Failure.TRANSIENT);
    }

    private Failure failureOf(Statement statement, RowChange... rows) throws SQLException {
        return failureOf(target.plan(statement, "t", Written.ITEM, NONE, false), rows);
    }

    private Failure failureOf(WritePlan plan, RowChange... rows) {
        SQLException failure =
                catchThrowableOfType(SQLException.class, () -> target.write(plan, List.of(rows)));
        return target.dialect().classify(failure);
    }

    private Failure classified(String sql) {
        return target.dialect()
                .classify(catchThrowableOfType(SQLException.class, () -> target.execute(sql)));
    }

    @Test
    void writesAsAReplicaWhereThatIsAllowed() throws SQLException {
        target.execute(
                "CREATE TABLE t (id int PRIMARY KEY, name text, FOREIGN KEY (id) REFERENCES t)",
                "CREATE TABLE log (n int)",
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO log VALUES (1); RETURN NULL; END'",
                "CREATE TRIGGER note AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION note()",
                "DROP USER IF EXISTS writer",
                "CREATE USER writer PASSWORD 'secret'",
                "GRANT USAGE ON SCHEMA public TO writer",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO writer");
        PostgresOptions auto = new PostgresOptions(ReplicationRole.AUTO, BinaryText.BASE64, true);
        try (Written replica = new Written(server, auto)) {
            replica.write(Statement.UPSERT, "t", List.of(Written.item(1, "x")));
        }
        assertThat(target.query("SELECT count(*) FROM log")).isEqualTo("0");
        try (Written origin = new Written(server, auto, "writer", "secret")) {
            origin.write(Statement.UPSERT, "t", List.of(Written.item(2, "x")));
        }
        assertThat(target.query("SELECT count(*) FROM log")).isEqualTo("1");
        PostgresOptions replica =
                new PostgresOptions(ReplicationRole.REPLICA, BinaryText.BASE64, true);
        assertThatThrownBy(() -> new Written(server, replica, "writer", "secret").close())
                .isInstanceOf(SQLException.class)
                .extracting(failure -> target.dialect().classify((SQLException) failure))
                .isEqualTo(Failure.FATAL);
        target.execute("DROP OWNED BY writer");
    }

    @Test
    void changesDefinitions() throws SQLException {
        PostgresDialect dialect = target.dialect();
        TableName name = new TableName(null, "public", "a \"b\"");
        target.execute(
                dialect.definitions()
                        .createTable(
                                name,
                                List.of("id", "x", "old"),
                                List.of("int NOT NULL", "smallint NOT NULL", "text"),
                                List.of("id")));
        TargetColumn x = dialect.read(target.connection(), name).orElseThrow().columns().get(1);
        assertThat(dialect.widened(x, Schema.INT32_SCHEMA)).contains("integer");
        target.execute(
                dialect.definitions().changeType(name, "x", "integer"),
                dialect.definitions().dropNotNull(name, x),
                dialect.definitions().addColumn(name, "y", "text"),
                dialect.definitions().renameColumn(name, "y", "z"),
                dialect.definitions().dropColumn(name, "old"),
                dialect.definitions().truncate(name));
        assertThat(dialect.read(target.connection(), name).orElseThrow().columns())
                .containsExactly(
                        column("id", "integer", "integer", false, false),
                        column("x", "integer", "integer", true, false),
                        column("z", "text", "text", true, false));
    }

    @Test
    void constraintsCanWaitForTheEndOfATransaction() throws SQLException {
        target.execute(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE t (id int PRIMARY KEY, name text, FOREIGN KEY (id) REFERENCES"
                        + " parent DEFERRABLE)");
        target.dialect().deferConstraints(target.connection());
        WritePlan plan = target.plan(Statement.UPSERT, "t", Written.ITEM, NONE, false);
        try (TableWriter writer = target.dialect().writer(target.connection(), plan)) {
            writer.write(List.of(Written.item(1, "child first")));
        }
        target.execute("INSERT INTO parent VALUES (1)");
        assertThat(target.query("SELECT name FROM t")).isEqualTo("child first");
    }
}
