package dev.lockstep.sink.jdbc;

import static org.apache.kafka.connect.data.Schema.INT32_SCHEMA;
import static org.apache.kafka.connect.data.Schema.OPTIONAL_STRING_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.embedded.MariaDbServer;
import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.sink.apply.TargetException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The target as a whole on the databases that it is for. */
class RealTargetsTest {

    private static Changes items() {
        return new Changes("items", 1, "id", INT32_SCHEMA, "name", OPTIONAL_STRING_SCHEMA);
    }

    /** What every database has to get right. */
    private static void replicates(Database database) throws SQLException {
        Changes t = items();
        try (JdbcTarget target = database.target("auto.create", "true", "auto.evolve", "true")) {
            target.claim(List.of(Changes.PARTITION));
            target.apply(
                    Changes.batch(
                            0,
                            4,
                            t.upsert(1, "a"),
                            t.upsert(2, "b"),
                            t.upsert(1, "it's"),
                            t.delete(2)));
            target.apply(
                    Changes.batch(
                            4, 5, t.with("more", OPTIONAL_STRING_SCHEMA).upsert(3, "c", "d")));
            assertThat(database.rows("SELECT * FROM items ORDER BY id"))
                    .containsExactly("1,it's,null", "3,c,d");
            try (JdbcTarget successor = database.target()) {
                assertThat(successor.claim(List.of(Changes.PARTITION)))
                        .isEqualTo(Map.of(Changes.PARTITION, 5L));
                assertThatThrownBy(() -> target.apply(Changes.batch(5, 6, t.upsert(4, "late"))))
                        .isInstanceOf(TargetException.Fenced.class);
                successor.apply(Changes.batch(5, 7, t.truncate(), t.upsert(9, "z")));
            }
        }
        assertThat(database.rows("SELECT id FROM items")).containsExactly("9");
        assertThat(database.rows("SELECT next_offset FROM lockstep_offsets")).containsExactly("7");
    }

    private static void guardsByPosition(Database database) throws SQLException {
        Changes t = new Changes("guarded", 1, "id", INT32_SCHEMA, "name", OPTIONAL_STRING_SCHEMA);
        try (JdbcTarget target = database.target("auto.create", "true", "fence", "position")) {
            target.claim(List.of(Changes.PARTITION));
            target.apply(Changes.batch(0, 2, t.at(10).upsert(1, "new"), t.at(20).delete(2)));
            target.apply(
                    Changes.batch(
                            0,
                            3,
                            t.at(9).upsert(1, "old"),
                            t.at(19).upsert(2, "risen"),
                            t.at(20).upsert(3, "x")));
            target.apply(Changes.batch(0, 1, t.at(5).delete(1)));
        }
        assertThat(database.rows("SELECT id, name FROM guarded ORDER BY id"))
                .containsExactly("1,new", "3,x");
    }

    @Test
    void mariaDb() throws SQLException {
        assumeTrue(MariaDbServer.runsHere());
        try (MariaDbServer server = MariaDbServer.builder().start();
                Database database = Database.at(server.jdbcUrl("test"), server.user())) {
            replicates(database);
            guardsByPosition(database);
        }
    }

    @Test
    void sqlite(@TempDir Path directory) throws SQLException {
        try (Database database = Database.sqlite(directory.resolve("replica.db"))) {
            replicates(database);
            guardsByPosition(database);
        }
    }

    @Test
    void postgresWithWholeTransactions() throws SQLException {
        try (PostgresServer server = PostgresServer.builder().start();
                Database database = Database.at(server.jdbcUrl("postgres"), server.user())) {
            replicates(database);
            guardsByPosition(database);
            database.run("TRUNCATE lockstep_offsets");
            showsWholeTransactionsOnly(database);
        }
    }

    private static void showsWholeTransactionsOnly(Database database) throws SQLException {
        database.run(
                "CREATE TABLE parent (id int PRIMARY KEY)",
                "CREATE TABLE child (id int PRIMARY KEY, parent int NOT NULL REFERENCES parent"
                        + " DEFERRABLE)");
        Changes parents = new Changes("parent", 1, "id", INT32_SCHEMA);
        Changes children = new Changes("child", 1, "id", INT32_SCHEMA, "parent", INT32_SCHEMA);
        try (JdbcTarget target =
                database.target("apply.mode", "transaction", "auto.evolve", "true")) {
            target.claim(List.of(Changes.PARTITION));
            target.apply(Changes.part(0, 1, children.upsert(1, 1)));
            assertThat(database.rows("SELECT * FROM child")).isEmpty();
            target.apply(Changes.batch(1, 2, parents.upsert(1)));
            assertThat(database.rows("SELECT * FROM child")).containsExactly("1,1");

            Changes more = children.with("note", OPTIONAL_STRING_SCHEMA);
            target.apply(Changes.part(2, 3, children.upsert(2, 1)));
            target.apply(Changes.part(3, 4, more.upsert(3, 1, "x")));
            target.discard();
            assertThat(database.rows("SELECT * FROM child")).containsExactly("1,1");
            target.apply(Changes.batch(2, 4, children.upsert(2, 1), more.upsert(3, 1, "x")));
        }
        assertThat(database.rows("SELECT * FROM child ORDER BY id"))
                .containsExactly("1,1,null", "2,1,null", "3,1,x");
    }
}
