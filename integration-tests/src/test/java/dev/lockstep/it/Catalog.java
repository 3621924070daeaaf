package dev.lockstep.it;

import java.sql.SQLException;
import java.util.List;

/** A database with tables and changes of every kind, for targets that hold rows as documents. */
final class Catalog {

    /**
     * A table.
     *
     * @param key what its documents are known by, as SQL: {@code ${key}} of a template
     */
    record Table(String name, String key) {}

    static final List<Table> TABLES =
            List.of(
                    new Table("kinds", "id"),
                    new Table("pair", "a || ':' || replace(b, ':', '%3A')"),
                    new Table("big", "id"),
                    new Table("emptied", "id"),
                    new Table("\"Order\"", "id"));

    private final Capture capture;

    Catalog(Capture capture) {
        this.capture = capture;
    }

    static String[] ddl() {
        return new String[] {
            "CREATE TYPE mood AS ENUM ('sad', 'very happy')",
            "CREATE TABLE kinds ("
                    + Kinds.COLUMNS
                    + ", any_scale numeric, mood mood, names text[], numbers int[], at_times"
                    + " timestamptz[], prices numeric(9,2)[], bits bit(5))",
            "CREATE TABLE pair (a int, b text, n int, PRIMARY KEY (a, b))",
            "CREATE TABLE big (id int PRIMARY KEY, n int, body text, doc json, bytes bytea)",
            "ALTER TABLE big ALTER body SET STORAGE EXTERNAL, ALTER doc SET STORAGE EXTERNAL, ALTER"
                    + " bytes SET STORAGE EXTERNAL",
            "CREATE TABLE emptied (id int PRIMARY KEY, n int)",
            "CREATE TABLE \"Order\" (id int PRIMARY KEY, \"Größe\" int, \"unit price\" numeric)",
            "ALTER TABLE \"Order\" REPLICA IDENTITY FULL"
        };
    }

    /** The first rows. */
    void fill() throws SQLException {
        capture.execute(
                Kinds.ROWS,
                "UPDATE kinds SET any_scale = id / 3.0, mood = 'very happy', names = ARRAY['a,b',"
                    + " NULL, 'c\"'], numbers = ARRAY[id, NULL], at_times = ARRAY[zoned], prices ="
                    + " ARRAY[1.50, id], bits = B'10101'",
                "INSERT INTO pair SELECT i, 'b:' || i, 0 FROM generate_series(1, 20) i",
                "INSERT INTO emptied SELECT i, i FROM generate_series(1, 30) i",
                "INSERT INTO big VALUES (0, 0, 'short', '[]', '')",
                "INSERT INTO \"Order\" SELECT i, i, i / 7.0 FROM generate_series(1, 30) i");
    }

    /** Inserts, updates, deletes, key changes, large values that stay as they are, truncates. */
    void change() throws SQLException {
        capture.execute(Kinds.changes());
        capture.execute(
                "UPDATE kinds SET mood = NULL, names = '{}', numbers = NULL WHERE id > 30",
                "UPDATE pair SET n = n + 1, a = -a WHERE a % 3 = 0",
                "DELETE FROM pair WHERE a % 3 = 1",
                "BEGIN; INSERT INTO emptied VALUES (100, 1); TRUNCATE emptied; INSERT INTO emptied"
                        + " VALUES (3, 33), (101, 1); COMMIT",
                "INSERT INTO emptied VALUES (4, 44)",
                "UPDATE \"Order\" SET \"Größe\" = NULL WHERE id % 2 = 0",
                "DELETE FROM \"Order\" WHERE id % 5 = 0",
                "INSERT INTO big SELECT i, 0, repeat(md5(i::text), 200), json_build_object('a',"
                    + " repeat(md5(i::text), 200), 'n', 1.10), decode(repeat(md5(i::text), 200),"
                    + " 'hex') FROM generate_series(1, 50) i",
                "UPDATE big SET n = n + 1",
                "UPDATE big SET n = n + 1, body = 'short' WHERE id = 7",
                "UPDATE big SET id = id + 100 WHERE id = 8",
                "UPDATE big SET n = n + 1 WHERE id = 7",
                "UPDATE big SET id = id + 1000",
                "BEGIN; UPDATE big SET id = -id WHERE id < 1030; UPDATE big SET id = -id, n = 9"
                        + " WHERE id < -1010; DELETE FROM big WHERE id = 1040; UPDATE big SET id ="
                        + " 1040 WHERE id = 1039; COMMIT");
    }

    /** Columns come and go. Every row is written again after one has gone. */
    void alter() throws SQLException {
        capture.execute(
                "ALTER TABLE pair ADD extra numeric(8,2)",
                "UPDATE pair SET extra = n + 0.50 WHERE a % 2 = 0",
                "INSERT INTO pair VALUES (1000, 'new', 1, 2.25)",
                "ALTER TABLE big ADD at timestamptz DEFAULT '2024-02-29 12:00:00+00'",
                "UPDATE big SET n = n + 1",
                "ALTER TABLE \"Order\" DROP \"Größe\"",
                "UPDATE \"Order\" SET \"unit price\" = 1.10");
    }

    /** A table of types that come as themselves without schemas. */
    static String simple(String name) {
        return "CREATE TABLE "
                + name
                + " (id bigint PRIMARY KEY, n int, name text, flag bool, d float8, tags text[])";
    }

    /** Changes to such a table. */
    static void changeSimple(Capture capture, String name) throws SQLException {
        capture.execute(
                "INSERT INTO "
                        + name
                        + " SELECT i, i, 'näme ' || i, i % 2 = 0, i / 4.0, '{a,NULL}' FROM"
                        + " generate_series(1, 100) i",
                "UPDATE " + name + " SET n = NULL WHERE id < 10",
                "UPDATE " + name + " SET id = id + 1000 WHERE id > 95",
                "DELETE FROM " + name + " WHERE id BETWEEN 80 AND 90");
    }
}
