package dev.lockstep.sink.jdbc;

import static org.apache.kafka.connect.data.Schema.INT32_SCHEMA;
import static org.apache.kafka.connect.data.Schema.INT64_SCHEMA;
import static org.apache.kafka.connect.data.Schema.OPTIONAL_INT32_SCHEMA;
import static org.apache.kafka.connect.data.Schema.OPTIONAL_STRING_SCHEMA;
import static org.apache.kafka.connect.data.Schema.STRING_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.sink.apply.Marks;
import dev.lockstep.sink.apply.Standing;
import dev.lockstep.sink.apply.TargetException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcTargetTest {

    private static final Marks.Mark MARK = new Marks.Mark(Long.MAX_VALUE, 1, 2);

    private Database database;
    private JdbcTarget target;

    @BeforeEach
    void start() throws SQLException {
        database = Database.h2();
    }

    @AfterEach
    void stop() throws SQLException {
        if (target != null) {
            target.close();
        }
        database.close();
    }

    private JdbcTarget open(String... options) {
        target = database.target(options);
        target.claim(List.of(Changes.PARTITION));
        return target;
    }

    private static Changes items() {
        return new Changes("t", 1, "id", INT32_SCHEMA, "name", OPTIONAL_STRING_SCHEMA);
    }

    private List<String> items(String columns) throws SQLException {
        return database.rows("SELECT " + columns + " FROM \"t\" ORDER BY 1");
    }

    @Test
    void keepsOffsetsWithTheRows() throws SQLException {
        Changes t = items();
        open("auto.create", "true")
                .apply(
                        Changes.batch(
                                7,
                                12,
                                t.upsert(1, "a"),
                                t.upsert(2, "b"),
                                t.upsert(1, "c"),
                                t.upsert(3, "d"),
                                t.delete(2)));
        assertThat(items("*")).containsExactly("1,c", "3,d");
        assertThat(database.rows("SELECT \"next_offset\" FROM \"lockstep_offsets\""))
                .containsExactly("12");
        try (JdbcTarget next = database.target()) {
            assertThat(next.claim(List.of(Changes.PARTITION)))
                    .isEqualTo(Map.of(Changes.PARTITION, new Standing(12, Marks.NONE)));
        }
    }

    @Test
    void keepsTheirPlacesWithTheOffsets() throws SQLException {
        Marks marks = new Marks(Map.of("shop", new Marks.Mark(80, 3, 1_000), "a b", MARK));
        open("auto.create", "true").apply(Changes.marked(0, 5, marks, items().upsert(1, "a")));
        try (JdbcTarget next = database.target()) {
            assertThat(next.claim(List.of(Changes.PARTITION)))
                    .isEqualTo(Map.of(Changes.PARTITION, new Standing(5, marks)));
            next.apply(Changes.marked(5, 6, Marks.NONE, items().upsert(1, "a")));
            assertThat(next.claim(List.of(Changes.PARTITION)))
                    .isEqualTo(Map.of(Changes.PARTITION, new Standing(6, Marks.NONE)));
        }
    }

    @Test
    void movesRowsThatTheirEventsDoNotCarryWhole() throws SQLException {
        RealTargetsTest.movesRows(
                database, "SELECT * FROM \"moved\" ORDER BY 1", "auto.create", "true");
    }

    @Test
    void refusesATaskThatHasLostItsPartition() throws SQLException {
        Changes t = items();
        JdbcTarget zombie = open("auto.create", "true");
        zombie.apply(Changes.batch(0, 1, t.upsert(1, "a")));
        try (JdbcTarget successor = database.target()) {
            successor.claim(List.of(Changes.PARTITION));
            assertThatThrownBy(() -> zombie.apply(Changes.batch(1, 2, t.upsert(1, "late"))))
                    .isInstanceOf(TargetException.Fenced.class);
            successor.apply(Changes.batch(1, 2, t.upsert(1, "b")));
        }
        assertThat(items("*")).containsExactly("1,b");
    }

    @Test
    void passesOverABatchWhoseCommitCameThroughUnheard() throws SQLException {
        Changes t = items();
        open("auto.create", "true", "insert.mode", "insert");
        target.apply(Changes.batch(0, 1, t.upsert(1, "a")));
        target.apply(Changes.batch(0, 1, t.upsert(1, "a")));
        assertThat(items("*")).containsExactly("1,a");
    }

    @Test
    void stopsAtAGapBetweenOffsets() {
        Changes t = items();
        open("auto.create", "true").apply(Changes.batch(0, 5, t.upsert(1, "a")));
        assertThatThrownBy(() -> target.apply(Changes.batch(8, 9, t.upsert(2, "b"))))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("offset 8")
                .hasMessageContaining("come to 5");
    }

    @Test
    void writesParentsFirstAndDeletesChildrenFirst() throws SQLException {
        database.run(
                "CREATE TABLE \"parent\" (\"id\" INT PRIMARY KEY)",
                "CREATE TABLE \"child\" (\"id\" INT PRIMARY KEY, \"parent\" INT NOT NULL"
                        + " REFERENCES \"parent\")",
                "INSERT INTO \"parent\" VALUES (1)",
                "INSERT INTO \"child\" VALUES (10, 1)");
        Changes parents = new Changes("parent", 1, "id", INT32_SCHEMA);
        Changes children = new Changes("child", 1, "id", INT32_SCHEMA, "parent", INT32_SCHEMA);
        open().apply(
                        Changes.batch(
                                0,
                                4,
                                children.upsert(11, 2),
                                parents.upsert(2),
                                parents.delete(1),
                                children.delete(10)));
        assertThat(database.rows("SELECT * FROM \"child\"")).containsExactly("11,2");
        assertThat(database.rows("SELECT * FROM \"parent\"")).containsExactly("2");
    }

    @Test
    void followsTheSourcesOrderWhereAConstraintAsksForIt() throws SQLException {
        database.run(
                "CREATE TABLE \"t\" (\"id\" INT PRIMARY KEY, \"name\" VARCHAR(20) UNIQUE)",
                "INSERT INTO \"t\" VALUES (1, 'a'), (2, 'b')");
        Changes t = items();
        open().apply(
                        Changes.batch(
                                0,
                                4,
                                t.upsert(1, "x"),
                                t.upsert(2, "a"),
                                t.upsert(1, "b"),
                                t.delete(2),
                                t.upsert(3, "a")));
        assertThat(items("*")).containsExactly("1,b", "3,a");
    }

    @Test
    void leavesTheTargetAsItWasWhenARowIsRefused() throws SQLException {
        database.run("CREATE TABLE \"t\" (\"id\" INT PRIMARY KEY, \"name\" VARCHAR(3))");
        Changes t = items();
        open();
        assertThatThrownBy(
                        () ->
                                target.apply(
                                        Changes.batch(
                                                0, 2, t.upsert(1, "a"), t.upsert(2, "secret"))))
                .isInstanceOf(TargetException.BadRecord.class)
                .hasMessageContaining("PUBLIC.t")
                .satisfies(e -> assertThat(e.toString()).doesNotContain("secret"))
                .hasNoCause();
        assertThat(items("*")).isEmpty();
        target.apply(Changes.batch(0, 1, t.upsert(1, "a")));
        assertThat(items("*")).containsExactly("1,a");
    }

    @Test
    void keepsValuesThatARecordDoesNotTell() throws SQLException {
        database.run(
                "CREATE TABLE \"t\" (\"id\" INT PRIMARY KEY, \"name\" VARCHAR(20) NOT NULL,"
                        + " \"n\" INT)",
                "INSERT INTO \"t\" VALUES (1, 'kept', 0)");
        Changes t =
                new Changes(
                        "t",
                        1,
                        "id",
                        INT32_SCHEMA,
                        "name",
                        STRING_SCHEMA,
                        "n",
                        OPTIONAL_INT32_SCHEMA);
        open().apply(
                        Changes.batch(
                                0,
                                3,
                                t.partial(List.of(1), 1, null, 5),
                                t.upsert(2, "told", 1),
                                t.partial(List.of(1), 2, null, 6)));
        assertThat(items("*")).containsExactly("1,kept,5", "2,told,6");
    }

    @Test
    void insertsRowsWithoutAKeyAndRefusesToDeleteThem() throws SQLException {
        Changes t = new Changes("t", 0, "n", INT64_SCHEMA);
        open("auto.create", "true")
                .apply(Changes.batch(0, 3, t.upsert(1L), t.upsert(1L), t.upsert(2L)));
        assertThat(items("*")).containsExactly("1", "1", "2");
        assertThatThrownBy(() -> target.apply(Changes.batch(3, 4, t.delete())))
                .isInstanceOf(TargetException.BadRecord.class)
                .hasMessageContaining("no key");
    }

    @Test
    void truncatesInItsPlace() throws SQLException {
        Changes t = items();
        open("auto.create", "true")
                .apply(Changes.batch(0, 3, t.upsert(1, "a"), t.truncate(), t.upsert(2, "b")));
        assertThat(items("*")).containsExactly("2,b");
    }

    @Test
    void updatesOnlyWhatIsThere() throws SQLException {
        database.run(
                "CREATE TABLE \"t\" (\"id\" INT PRIMARY KEY, \"name\" VARCHAR(20))",
                "INSERT INTO \"t\" VALUES (1, 'a')");
        Changes t = items();
        open("insert.mode", "update")
                .apply(Changes.batch(0, 2, t.upsert(1, "b"), t.upsert(2, "c")));
        assertThat(items("*")).containsExactly("1,b");
    }

    @Test
    void showsNothingOfATransactionBeforeItsEnd() throws SQLException {
        Changes t = items();
        open("auto.create", "true", "apply.mode", "transaction")
                .apply(Changes.batch(0, 1, t.upsert(1, "a")));
        target.apply(Changes.part(1, 2, t.upsert(2, "b")));
        assertThat(items("*")).containsExactly("1,a");
        target.apply(Changes.part(2, 3, t.upsert(1, "c")));
        target.apply(Changes.batch(3, 4, t.delete(2)));
        assertThat(items("*")).containsExactly("1,c");
        target.apply(Changes.part(4, 5, t.upsert(9, "z")));
        target.discard();
        target.apply(Changes.batch(4, 5, t.upsert(3, "d")));
        assertThat(items("*")).containsExactly("1,c", "3,d");
    }

    @Test
    void evolvesATableAsTheSourceDoes() throws SQLException {
        Changes t = new Changes("t", 1, "id", INT32_SCHEMA, "n", INT32_SCHEMA);
        open("auto.create", "true", "auto.evolve", "true")
                .apply(Changes.batch(0, 1, t.upsert(1, 2)));
        Changes wider =
                new Changes("t", 1, "id", INT32_SCHEMA, "n", INT64_SCHEMA)
                        .with("note", OPTIONAL_STRING_SCHEMA);
        target.apply(Changes.batch(1, 2, wider.upsert(2, 1L << 40, "x")));
        target.apply(Changes.batch(2, 3, wider.withoutLast().upsert(3, 3L)));
        assertThat(items("*")).containsExactly("1,2,null", "2,1099511627776,x", "3,3,null");
    }

    @Test
    void dropsAColumnThatTheSourceHasDroppedIfTold() throws SQLException {
        Changes t = items().with("old", STRING_SCHEMA);
        open("auto.create", "true", "auto.evolve", "true", "schema.evolution", "drop")
                .apply(Changes.batch(0, 1, t.upsert(1, "a", "x")));
        target.apply(Changes.batch(1, 2, t.withoutLast().upsert(2, "b")));
        assertThat(items("*")).containsExactly("1,a", "2,b");
    }

    @Test
    void letsADroppedColumnAcceptNull() throws SQLException {
        Changes t = items().with("old", STRING_SCHEMA);
        open("auto.create", "true", "auto.evolve", "true")
                .apply(Changes.batch(0, 1, t.upsert(1, "a", "x")));
        target.apply(Changes.batch(1, 2, t.withoutLast().upsert(2, "b")));
        assertThat(items("*")).containsExactly("1,a,x", "2,b,null");
    }

    @Test
    void namesTheStatementThatAddsAMissingColumn() throws SQLException {
        database.run("CREATE TABLE \"t\" (\"id\" INT PRIMARY KEY)");
        assertThatThrownBy(() -> open().apply(Changes.batch(0, 1, items().upsert(1, "a"))))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("ADD COLUMN \"name\" CHARACTER VARYING");
    }

    @Test
    void namesAMissingTable() {
        assertThatThrownBy(() -> open().apply(Changes.batch(0, 1, items().upsert(1, "a"))))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("no table t");
    }

    @Test
    void findsNamesThatTheDatabaseHasFolded() throws SQLException {
        database.run("CREATE TABLE t (id INT PRIMARY KEY, Name VARCHAR(9))");
        open().apply(Changes.batch(0, 1, items().upsert(1, "a")));
        assertThat(database.rows("SELECT * FROM T")).containsExactly("1,a");
    }

    @Test
    void noticesThatATableWasChangedMeanwhile() throws SQLException {
        Changes t = items();
        open("auto.create", "true", "auto.evolve", "true")
                .apply(Changes.batch(0, 1, t.upsert(1, "a")));
        database.run("ALTER TABLE \"t\" DROP COLUMN \"name\"");
        target.apply(Changes.batch(1, 2, t.upsert(2, "b")));
        assertThat(items("*")).containsExactly("1,null", "2,b");
    }

    @Test
    void leavesOutWhatTheTargetComputes() throws SQLException {
        database.run(
                "CREATE TABLE \"t\" (\"id\" INT PRIMARY KEY, \"name\" VARCHAR(9)"
                        + " GENERATED ALWAYS AS ('n' || \"id\"))");
        open().apply(Changes.batch(0, 1, items().upsert(1, "ignored")));
        assertThat(items("*")).containsExactly("1,n1");
    }

    @Test
    void opensABrokenConnectionAgain() throws SQLException {
        Changes t = items();
        open("auto.create", "true").apply(Changes.batch(0, 1, t.upsert(1, "a")));
        String session =
                database.rows(
                                "SELECT SESSION_ID FROM INFORMATION_SCHEMA.SESSIONS"
                                        + " WHERE SESSION_ID <> SESSION_ID()")
                        .get(0);
        database.run("CALL ABORT_SESSION(" + session + ")");
        assertThatThrownBy(() -> target.apply(Changes.batch(1, 2, t.upsert(2, "b"))))
                .isInstanceOf(TargetException.Transient.class);
        target.apply(Changes.batch(1, 2, t.upsert(2, "b")));
        assertThat(items("*")).containsExactly("1,a", "2,b");
    }

    @Test
    void keepsOlderChangesAwayByPosition() throws SQLException {
        Changes t = items();
        open("auto.create", "true", "fence", "position");
        target.apply(
                Changes.batch(
                        0,
                        2,
                        t.at(10).upsert(1, "new"),
                        t.at(10).upsert(2, "x"),
                        t.at(20).delete(3)));
        target.apply(
                Changes.batch(
                        0,
                        4,
                        t.at(5).upsert(1, "old"),
                        t.at(4).delete(2),
                        t.at(19).upsert(3, "risen"),
                        t.at(20).upsert(4, "y")));
        assertThat(items("\"id\", \"name\"")).containsExactly("1,new", "2,x", "4,y");
        target.apply(Changes.batch(0, 1, t.at(21).upsert(3, "again")));
        assertThat(items("\"id\", \"name\"")).containsExactly("1,new", "2,x", "3,again", "4,y");
    }

    @Test
    void refusesToGuardRowsWithoutAPosition() {
        open("auto.create", "true", "fence", "position");
        assertThatThrownBy(() -> target.apply(Changes.batch(0, 1, items().at(-1).upsert(1, "a"))))
                .isInstanceOf(TargetException.BadRecord.class)
                .hasMessageContaining("position");
    }

    @Test
    void writesExactTextsInPlaceOfValues() throws SQLException {
        database.run("CREATE TABLE \"t\" (\"id\" INT PRIMARY KEY, \"name\" DOUBLE PRECISION)");
        Changes t = items();
        open().apply(Changes.batch(0, 2, t.exact("-Infinity", 1, null), t.exact("1.5", 2, null)));
        assertThat(items("*")).containsExactly("1,-Infinity", "2,1.5");
    }

    @Test
    void refusesToUpsertByAKeyThatIsNotUnique() throws SQLException {
        database.run("CREATE TABLE \"t\" (\"id\" INT, \"name\" VARCHAR(9))");
        assertThatThrownBy(() -> open().apply(Changes.batch(0, 1, items().upsert(1, "a"))))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("no primary key or unique index");
    }

    @Test
    void leavesARowAloneOfWhichOnlyTheKeyIsTold() throws SQLException {
        database.run(
                "CREATE TABLE \"t\" (\"id\" INT PRIMARY KEY, \"name\" VARCHAR(9) NOT NULL)",
                "INSERT INTO \"t\" VALUES (1, 'kept')");
        open().apply(Changes.batch(0, 1, items().partial(List.of(1), 1, null)));
        assertThat(items("*")).containsExactly("1,kept");
    }
}
