package dev.lockstep.sink.jdbc.mysql;

import static dev.lockstep.sink.jdbc.mysql.MySqlTarget.column;
import static dev.lockstep.sink.jdbc.mysql.MySqlTarget.delete;
import static dev.lockstep.sink.jdbc.mysql.MySqlTarget.key;
import static dev.lockstep.sink.jdbc.mysql.MySqlTarget.shape;
import static dev.lockstep.sink.jdbc.mysql.MySqlTarget.upsert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.embedded.MariaDbServer;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.dialect.Dialect.Failure;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import dev.lockstep.sink.jdbc.table.TableName;
import dev.lockstep.sink.jdbc.table.TargetColumn;
import dev.lockstep.sink.jdbc.table.TargetTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

@EnabledIf("dev.lockstep.embedded.MariaDbServer#runsHere")
class MySqlDialectTest {

    private static final RowShape NAMED =
            shape(key("id", Schema.INT64_SCHEMA), column("name", Schema.OPTIONAL_STRING_SCHEMA));

    private static final RowShape ID = shape(key("id", Schema.INT64_SCHEMA));

    private static MariaDbServer server;
    private MySqlTarget target;

    @BeforeAll
    static void start() {
        server = MariaDbServer.builder().setting("max_allowed_packet", "1M").start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void connect() throws SQLException {
        target = new MySqlTarget(server, SecondaryUnique.REFUSE, true);
        target.execute("SET foreign_key_checks=0");
        for (String table : target.query("SHOW TABLES")) {
            target.execute("DROP TABLE `" + table + "`");
        }
        target.execute("SET foreign_key_checks=1");
    }

    @AfterEach
    void disconnect() throws SQLException {
        target.close();
    }

    private static List<RowChange> named(int from, int to, String prefix) {
        List<RowChange> rows = new ArrayList<>();
        for (int i = from; i < to; i++) {
            rows.add(upsert(NAMED, i, (long) i, prefix + i));
        }
        return rows;
    }

    @Test
    void readsADefinition() throws SQLException {
        target.execute(
                "CREATE TABLE parent (a INT, b VARCHAR(20), PRIMARY KEY (b, a))",
                "CREATE TABLE child (id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                        + " `odd ``name` DECIMAL(12,2) NOT NULL, a INT, b VARCHAR(20),"
                        + " twice INT GENERATED ALWAYS AS (a * 2) STORED,"
                        + " c VARCHAR(9) CHARACTER SET latin1 DEFAULT 'x' NOT NULL,"
                        + " UNIQUE (a, c), UNIQUE (b(5)), INDEX (b),"
                        + " FOREIGN KEY (b, a) REFERENCES parent (b, a))");
        TargetTable child = target.table("child");
        assertThat(child.primaryKey()).containsExactly("id");
        assertThat(child.uniqueKeys())
                .containsExactlyInAnyOrder(List.of("a", "c"), List.of("b(5)"));
        assertThat(child.references()).containsExactly(new TableName(null, null, "parent"));
        assertThat(target.table("parent").primaryKey()).containsExactly("b", "a");
        assertThat(child.column("id"))
                .contains(
                        new TargetColumn(
                                "id",
                                "bigint(20) unsigned",
                                "bigint unsigned",
                                false,
                                true,
                                false,
                                false));
        TargetColumn odd = child.column("odd `name").orElseThrow();
        assertThat(odd.type()).isEqualTo("decimal(12,2)");
        assertThat(odd.hasDefault()).isFalse();
        assertThat(child.column("twice").orElseThrow().generated()).isTrue();
        assertThat(child.column("c").orElseThrow().type())
                .isEqualTo("varchar(9) CHARACTER SET latin1 COLLATE latin1_swedish_ci");
        assertThat(child.column("c").orElseThrow().hasDefault()).isTrue();
        assertThat(target.dialect().read(target.connection(), new TableName(null, null, "none")))
                .isEmpty();
        assertThat(target.dialect().read(target.connection(), new TableName(null, "test", "child")))
                .isPresent();
    }

    @Test
    void refusesATableWithoutTransactions() throws SQLException {
        target.execute("CREATE TABLE t (id INT PRIMARY KEY) ENGINE=MyISAM");
        assertThatThrownBy(() -> target.table("t"))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("its engine MyISAM has no transactions");
    }

    @Test
    void upsertsAndDeletesBatchesOfAnySize() throws SQLException {
        target.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(20))");
        WritePlan upsert = target.plan(Statement.UPSERT, "t", NAMED);
        for (int size : new int[] {1, 7, 8, 63, 64, 65, 1_000}) {
            target.write(upsert, named(0, size, "old"));
            target.write(upsert, named(size / 2, size + 1, "new"));
            assertThat(target.query("SELECT COUNT(*), SUM(name = CONCAT('new', id)) FROM t"))
                    .containsExactly((size + 1) + "," + (size + 1 - size / 2));
            List<RowChange> deletes = new ArrayList<>();
            IntStream.range(0, size).forEach(i -> deletes.add(delete(ID, i, (long) i)));
            target.write(target.plan(Statement.DELETE, "t", ID), deletes);
            assertThat(target.query("SELECT id FROM t")).containsExactly(Integer.toString(size));
            target.execute("DELETE FROM t");
        }
    }

    @Test
    void insertsTwiceWhatHasNoKey() throws SQLException {
        target.execute("CREATE TABLE t (name VARCHAR(20))");
        RowShape shape = shape(column("name", Schema.STRING_SCHEMA));
        WritePlan plan = target.plan(Statement.INSERT, "t", shape);
        target.write(plan, upsert(shape, 1, "a"), upsert(shape, 2, "a"));
        assertThat(target.query("SELECT name FROM t")).containsExactly("a", "a");
    }

    @Test
    void updatesOnlyWhatIsThere() throws SQLException {
        target.execute(
                "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(20))",
                "INSERT INTO t VALUES (1, 'x'), (3, 'x')");
        target.write(target.plan(Statement.UPDATE, "t", NAMED), named(1, 3, "new"));
        assertThat(target.query("SELECT * FROM t")).containsExactly("1,new1", "3,x");
    }

    @Test
    void findsRowsByKeysOfSeveralColumnsThroughTheIndex() throws SQLException {
        RowShape shape =
                shape(
                        key("b", Schema.STRING_SCHEMA),
                        column("v", Schema.INT32_SCHEMA),
                        key("a", Schema.INT32_SCHEMA));
        target.execute("CREATE TABLE t (a INT, b VARCHAR(20), v INT, PRIMARY KEY (a, b))");
        WritePlan plan = target.plan(Statement.UPSERT, "t", shape);
        List<RowChange> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            rows.add(upsert(shape, i, "b" + i % 10, i, i / 10));
        }
        target.write(plan, rows);
        target.write(plan, rows);
        assertThat(target.query("SELECT COUNT(*), SUM(v) FROM t")).containsExactly("500,124750");
        RowShape keys = shape(key("b", Schema.STRING_SCHEMA), key("a", Schema.INT32_SCHEMA));
        WritePlan delete = target.plan(Statement.DELETE, "t", keys);
        target.execute("ANALYZE TABLE t");
        String explained =
                "EXPLAIN "
                        + new Statements(delete, false)
                                .delete(2)
                                .replaceFirst("=\\?", "='b1'")
                                .replaceFirst("=\\?", "=1")
                                .replaceFirst("=\\?", "='b2'")
                                .replaceFirst("=\\?", "=2");
        assertThat(target.query(explained)).singleElement().asString().contains("range", "PRIMARY");
        target.write(delete, delete(keys, 1, "b1", 1), delete(keys, 1, "b2", 49));
        assertThat(target.query("SELECT COUNT(*) FROM t WHERE v IN (11, 492)"))
                .containsExactly("0");
        assertThat(target.query("SELECT COUNT(*) FROM t")).containsExactly("498");
    }

    @Test
    void upsertsRowsThatAreNothingButKeys() throws SQLException {
        target.execute("CREATE TABLE t (id BIGINT PRIMARY KEY)");
        WritePlan plan = target.plan(Statement.UPSERT, "t", ID);
        target.write(plan, upsert(ID, 1, 1L), upsert(ID, 1, 2L));
        target.write(plan, upsert(ID, 1, 2L), upsert(ID, 1, 3L));
        assertThat(target.query("SELECT id FROM t")).containsExactly("1", "2", "3");
    }

    @Test
    void neverTakesARowBackToASmallerPosition() throws SQLException {
        target.execute(
                "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(20), lockstep_position"
                        + " BIGINT)",
                "INSERT INTO t VALUES (1, 'at 10', 10), (2, 'at 10', 10), (3, 'unknown', NULL)");
        for (Statement statement : List.of(Statement.UPSERT, Statement.UPDATE)) {
            target.write(
                    target.plan(statement, "t", NAMED),
                    upsert(NAMED, 9, 1L, "at 9"),
                    upsert(NAMED, 10, 2L, "again at 10"),
                    upsert(NAMED, 3, 3L, "at 3"));
            assertThat(target.query("SELECT * FROM t"))
                    .containsExactly("1,at 10,10", "2,again at 10,10", "3,at 3,3");
        }
        target.write(target.plan(Statement.UPSERT, "t", NAMED), upsert(NAMED, 11, 1L, "at 11"));
        assertThat(target.query("SELECT * FROM t WHERE id = 1")).containsExactly("1,at 11,11");
        target.write(
                target.plan(Statement.DELETE, "t", ID),
                delete(ID, 10, 1L),
                delete(ID, 10, 2L),
                delete(ID, 99, 3L));
        assertThat(target.query("SELECT id FROM t")).containsExactly("1");
    }

    @Test
    void writesToATableOfAnotherDatabase() throws SQLException {
        target.execute(
                "CREATE OR REPLACE DATABASE other",
                "CREATE TABLE other.t (id BIGINT PRIMARY KEY, name TEXT, lockstep_position"
                        + " BIGINT)");
        TargetTable other =
                target.dialect()
                        .read(target.connection(), new TableName("other", null, "t"))
                        .orElseThrow();
        target.execute("CREATE TABLE t LIKE other.t");
        WritePlan here = target.plan(Statement.UPSERT, "t", NAMED);
        WritePlan there =
                new WritePlan(Statement.UPSERT, other, NAMED, here.bindings(), here.guarded());
        target.write(there, named(0, 3, "a"));
        target.write(there, named(0, 3, "b"));
        assertThat(target.query("SELECT COUNT(*) FROM other.t WHERE name LIKE 'b%'"))
                .containsExactly("3");
    }

    @Test
    void refusesUpsertsThatCouldChangeARowOfAnotherKey() throws SQLException {
        target.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(20) UNIQUE)");
        WritePlan plan = target.plan(Statement.UPSERT, "t", NAMED);
        assertThatThrownBy(() -> target.write(plan, named(0, 1, "a")))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("besides the key it has unique indexes on [[name]]")
                .hasMessageContaining("mysql.secondary.unique.indexes=check");
        target.execute("CREATE TABLE plain (id BIGINT, name VARCHAR(20))");
        WritePlan keyless = target.plan(Statement.UPSERT, "plain", NAMED);
        assertThatThrownBy(() -> target.write(keyless, named(0, 1, "a")))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("it has no unique index on [id]");
    }

    @Test
    void checksASecondUniqueIndexWhereAsked() throws SQLException {
        target.execute(
                "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(20) UNIQUE)",
                "CREATE TABLE g (id BIGINT PRIMARY KEY, name VARCHAR(20) UNIQUE,"
                        + " lockstep_position BIGINT)");
        try (MySqlTarget checking = new MySqlTarget(server, SecondaryUnique.CHECK, true)) {
            WritePlan plan = checking.plan(Statement.UPSERT, "t", NAMED);
            checking.write(plan, named(0, 100, "a"));
            checking.write(plan, named(50, 200, "b"));
            checking.write(plan, named(50, 200, "b"));
            assertThat(checking.query("SELECT COUNT(*), SUM(name = CONCAT('b', id)) FROM t"))
                    .containsExactly("200,150");
            SQLException clash =
                    catchThrowableOfType(
                            SQLException.class,
                            () -> checking.write(plan, upsert(NAMED, 1, 999L, "a1")));
            assertThat(checking.dialect().classify(clash)).isEqualTo(Failure.BAD_ROW);
            assertThat(checking.query("SELECT id FROM t WHERE name = 'a1'")).containsExactly("1");

            WritePlan guarded = checking.plan(Statement.UPSERT, "g", NAMED);
            checking.write(guarded, named(10, 20, "a"));
            checking.write(
                    guarded,
                    upsert(NAMED, 1, 10L, "older"),
                    upsert(NAMED, 99, 11L, "newer"),
                    upsert(NAMED, 1, 99L, "first"));
            assertThat(checking.query("SELECT * FROM g WHERE id IN (10, 11, 99)"))
                    .containsExactly("10,a10,10", "11,newer,99", "99,first,1");
        }
    }

    @Test
    void keepsStatementsBelowTheLargestPacket() throws SQLException {
        target.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, name LONGTEXT)");
        String hundredKilobytes = "é".repeat(50_000);
        List<RowChange> rows = new ArrayList<>();
        for (long i = 0; i < 50; i++) {
            rows.add(upsert(NAMED, i, i, i % 5 == 0 ? hundredKilobytes : "short"));
        }
        rows.add(upsert(NAMED, 99, 99L, "x".repeat(1_000_000)));
        target.write(target.plan(Statement.UPSERT, "t", NAMED), rows);
        assertThat(target.query("SELECT COUNT(*), SUM(LENGTH(name)) FROM t"))
                .containsExactly("51,2000200");
        for (Statement statement : List.of(Statement.UPSERT, Statement.UPDATE)) {
            assertThatThrownBy(
                            () ->
                                    target.write(
                                            target.plan(statement, "t", NAMED),
                                            upsert(NAMED, 99, 99L, "x".repeat(1_048_576))))
                    .isInstanceOf(TargetException.BadRecord.class)
                    .hasMessageContaining("more bytes than the server's max_allowed_packet");
        }
    }

    @Test
    void writesTablesOfMoreColumnsThanAStatementHasParametersFor() throws SQLException {
        List<RowShape.Column> columns = new ArrayList<>(List.of(key("id", Schema.INT64_SCHEMA)));
        StringBuilder sql = new StringBuilder("CREATE TABLE t (id BIGINT PRIMARY KEY");
        for (int i = 1; i < 1_000; i++) {
            columns.add(column("c" + i, Schema.OPTIONAL_INT32_SCHEMA));
            sql.append(", c").append(i).append(" INT");
        }
        target.execute(sql.append(")").toString());
        RowShape wide = new RowShape(columns);
        List<RowChange> rows = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            Object[] values = new Object[1_000];
            values[0] = (long) i;
            values[999] = i;
            rows.add(upsert(wide, i, values));
        }
        target.write(target.plan(Statement.UPSERT, "t", wide), rows);
        assertThat(target.query("SELECT COUNT(*) FROM t WHERE c999 = id")).containsExactly("70");
    }

    @Test
    void aZeroInAnAutoIncrementColumnStaysOne() throws SQLException {
        target.execute("CREATE TABLE t (id BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(20))");
        target.write(target.plan(Statement.UPSERT, "t", NAMED), named(0, 2, "a"));
        assertThat(target.query("SELECT * FROM t")).containsExactly("0,a0", "1,a1");
    }

    @Test
    void rowsGoOnAfterTheDefinitionHasChanged() throws SQLException {
        target.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR(20))");
        WritePlan before = target.plan(Statement.UPSERT, "t", NAMED);
        target.write(before, named(0, 2, "a"));
        var definitions = target.dialect().definitions();
        TableName table = before.table().name();
        target.execute(
                definitions.addColumn(table, "ex`tra", "int NOT NULL DEFAULT 7"),
                definitions.changeType(table, "name", "longtext"),
                definitions.renameColumn(table, "name", "title"));
        SQLException stale =
                catchThrowableOfType(
                        SQLException.class, () -> target.write(before, named(0, 2, "b")));
        assertThat(target.dialect().classify(stale)).isEqualTo(Failure.DEFINITION);
        TargetColumn extra = target.table("t").column("ex`tra").orElseThrow();
        target.execute(
                definitions.dropNotNull(table, extra),
                definitions.renameColumn(table, "title", "name"),
                definitions.truncate(table));
        assertThat(target.table("t").column("ex`tra").orElseThrow().nullable()).isTrue();
        target.execute(definitions.dropColumn(table, "ex`tra"));
        target.write(target.plan(Statement.UPSERT, "t", NAMED), named(5, 6, "b"));
        assertThat(target.query("SELECT * FROM t")).containsExactly("5,b5");
    }

    @Test
    void keysOfTextsThatDifferStayApart() throws SQLException {
        RowShape shape =
                shape(key("k", Schema.STRING_SCHEMA), column("v", Schema.OPTIONAL_STRING_SCHEMA));
        target.execute(
                "DROP TABLE IF EXISTS v",
                target.dialect()
                        .definitions()
                        .createTable(
                                new TableName(null, null, "v"),
                                List.of("k", "v"),
                                List.of(
                                        target.dialect().columnType(Schema.STRING_SCHEMA, true)
                                                + " NOT NULL",
                                        "longtext"),
                                List.of("k")));
        target.write(
                target.plan(Statement.UPSERT, "v", shape),
                upsert(shape, 1, "a", "1"),
                upsert(shape, 2, "A", "2"),
                upsert(shape, 3, "a ", "3"),
                upsert(shape, 4, "á", "4"));
        assertThat(target.query("SELECT COUNT(*) FROM v")).containsExactly("4");
        isRefusedAsKey(shape, "x".repeat(256));
    }

    private void isRefusedAsKey(RowShape shape, String key) {
        assertThatThrownBy(
                        () ->
                                target.write(
                                        target.plan(Statement.UPSERT, "v", shape),
                                        upsert(shape, 1, key, "v")))
                .isInstanceOf(TargetException.BadRecord.class);
    }
}
