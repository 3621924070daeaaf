package dev.lockstep.source.postgres;

import static dev.lockstep.source.postgres.Sessions.config;
import static dev.lockstep.source.postgres.Sessions.execute;
import static dev.lockstep.source.postgres.Sessions.next;
import static dev.lockstep.source.postgres.Sessions.open;
import static dev.lockstep.source.postgres.Sessions.restored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tables, rows and columns a snapshot reads, and under which definitions. */
@Timeout(60)
@ExtendWith(SharedServers.class)
class SnapshotTablesTest {

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void readsPartitionsUnderTheNameOfTheirChanges(int major) throws Exception {
        execute(
                major,
                "CREATE SCHEMA parts",
                "CREATE TABLE parts.t (id int PRIMARY KEY, v text) PARTITION BY RANGE (id)",
                "CREATE TABLE parts.low PARTITION OF parts.t FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE parts.high (v text, id int PRIMARY KEY)",
                "ALTER TABLE parts.t ATTACH PARTITION parts.high FOR VALUES FROM (10) TO (20)",
                "INSERT INTO parts.t VALUES (1, 'a'), (11, 'b')");
        checkSameRows(major, "parts", 2);
        execute(
                major,
                // The server may not have noticed yet that the session before has ended.
                "SELECT pg_terminate_backend(active_pid, 10000) FROM pg_replication_slots"
                        + " WHERE slot_name = 'parts' AND active",
                "SELECT pg_drop_replication_slot('parts')",
                "DROP PUBLICATION parts",
                "TRUNCATE parts.t",
                "INSERT INTO parts.t VALUES (1, 'a'), (11, 'b')");
        checkSameRows(major, "parts", 2, "publish.via.partition.root", "true");
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void readsTablesOfEveryShapeAsTheLogDefinesThem(int major) throws Exception {
        execute(
                major,
                "CREATE SCHEMA shapes",
                "CREATE TABLE shapes.\"we\"\"ird Näme\" (\"Id x\" int PRIMARY KEY, \"a\"\"b\""
                        + " text)",
                "CREATE TABLE shapes.keyless (id int, v text)",
                "ALTER TABLE shapes.keyless REPLICA IDENTITY FULL",
                "CREATE TABLE shapes.full_key (v text, id int PRIMARY KEY)",
                "ALTER TABLE shapes.full_key REPLICA IDENTITY FULL",
                "CREATE TABLE shapes.pair (b int, x int, a int, PRIMARY KEY (a, b))",
                "CREATE TABLE shapes.including (v text, id int, PRIMARY KEY (id) INCLUDE (v))",
                "CREATE TABLE shapes.by_index (id int NOT NULL, code text NOT NULL)",
                "CREATE UNIQUE INDEX by_code ON shapes.by_index (code, id)",
                "ALTER TABLE shapes.by_index REPLICA IDENTITY USING INDEX by_code",
                "CREATE TABLE shapes.computed (id int PRIMARY KEY, twice int GENERATED ALWAYS AS"
                        + " (id * 2) STORED, gone int, v text)",
                "ALTER TABLE shapes.computed DROP COLUMN gone",
                "CREATE TABLE shapes.parent (id int PRIMARY KEY)",
                "CREATE TABLE shapes.child (v text, PRIMARY KEY (id)) INHERITS (shapes.parent)",
                "INSERT INTO shapes.\"we\"\"ird Näme\" VALUES (1, 'x')",
                "INSERT INTO shapes.keyless VALUES (1, 'x'), (1, 'x'), (NULL, NULL)",
                "INSERT INTO shapes.full_key VALUES ('x', 1)",
                "INSERT INTO shapes.pair VALUES (1, 2, 3)",
                "INSERT INTO shapes.including VALUES ('x', 1)",
                "INSERT INTO shapes.by_index VALUES (1, 'x')",
                "INSERT INTO shapes.computed (id, v) VALUES (4, 'x')",
                "INSERT INTO shapes.parent VALUES (1)",
                "INSERT INTO shapes.child VALUES (2, 'x')");
        checkSameRows(major, "shapes", 11);
    }

    /**
     * Begins, is interrupted, goes on: every table's row is read, and none of a finished table
     * twice.
     */
    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void readsTwoThousandTables(int major) throws Exception {
        execute(
                major,
                "CREATE SCHEMA many",
                "DO $$ BEGIN FOR t IN 1..2000 LOOP EXECUTE format('CREATE TABLE many.t%s (id int"
                        + " PRIMARY KEY, v text)', t); EXECUTE format('INSERT INTO many.t%s VALUES"
                        + " (%s, %L)', t, t, t); IF t % 100 = 0 THEN COMMIT; END IF; END LOOP; END"
                        + " $$");
        try {
            PostgresSourceConfig config = config(major, "many");
            List<SourceRecord> read;
            try (Session session = open(config, Optional.empty())) {
                read = new ArrayList<>(next(session, 700));
            }
            try (Session session = open(config, restored(read.get(read.size() - 1)))) {
                read.addAll(next(session, 1300));
                execute(major, "UPDATE many.t1999 SET v = 'later'");
                assertThat(SnapshotEvents.id(next(session, 1).get(0))).isEqualTo("u1999");
            }
            assertThat(read.stream().map(SnapshotEvents::id))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, 2000).mapToObj(id -> "r" + id).toList());
        } finally {
            execute(
                    major,
                    "DO $$ BEGIN FOR t IN 1..2000 LOOP EXECUTE format('DROP TABLE many.t%s', t);"
                            + " IF t % 100 = 0 THEN COMMIT; END IF; END LOOP; END $$");
        }
    }

    /** The snapshot's records have the topics, keys, rows and schemas that the log's had. */
    private static void checkSameRows(int major, String name, int count, String... options)
            throws Exception {
        PostgresSourceConfig config = config(major, name, options);
        List<SourceRecord> read;
        try (Session session = open(config, Optional.empty())) {
            read = next(session, count);
        }
        String tables =
                "FROM pg_tables WHERE schemaname = '"
                        + name
                        + "' AND tablename NOT IN ('low', 'high')";
        execute(
                major,
                "DO $$ DECLARE t text; BEGIN FOR t IN SELECT format('%I.%I', schemaname,"
                        + " tablename) "
                        + tables
                        + " LOOP EXECUTE 'CREATE TEMP TABLE kept AS SELECT * FROM ' || CASE WHEN t"
                        + " LIKE 'parts%' THEN '' ELSE 'ONLY ' END || t; EXECUTE 'DELETE FROM '"
                        + " || CASE WHEN t LIKE 'parts%' THEN '' ELSE 'ONLY ' END || t; IF t ="
                        + " 'shapes.computed' THEN INSERT INTO shapes.computed (id, v) SELECT id, v"
                        + " FROM kept; ELSE EXECUTE 'INSERT INTO ' || t || ' SELECT * FROM kept';"
                        + " END IF; DROP TABLE kept; END LOOP; END $$");
        List<SourceRecord> streamed = new ArrayList<>();
        try (Session session = open(config, restored(read.get(count - 1)))) {
            while (streamed.size() < count) {
                session.poll().stream()
                        .filter(record -> record.value() != null)
                        .filter(record -> ((Struct) record.value()).get("op").equals("c"))
                        .forEach(streamed::add);
            }
        }
        assertThat(read.stream().map(SnapshotEvents::row))
                .containsExactlyInAnyOrderElementsOf(
                        streamed.stream().map(SnapshotEvents::row).toList());
        Map<String, Object> schemas = new HashMap<>();
        streamed.forEach(
                record ->
                        schemas.put(
                                record.topic(),
                                Arrays.asList(record.keySchema(), record.valueSchema())));
        assertThat(read)
                .allSatisfy(
                        record ->
                                assertThat(
                                                (Object)
                                                        Arrays.asList(
                                                                record.keySchema(),
                                                                record.valueSchema()))
                                        .isEqualTo(schemas.get(record.topic())));
    }

    @Test
    void respectsRowFiltersAndColumnLists() throws Exception {
        execute(
                18,
                "CREATE SCHEMA filtered",
                "CREATE TABLE filtered.a (id int PRIMARY KEY, secret text, v text)",
                "CREATE TABLE filtered.b (id int PRIMARY KEY, v text)",
                "INSERT INTO filtered.a VALUES (1, 's', 'x'), (2, 's', 'y')",
                "INSERT INTO filtered.b VALUES (3, 'x'), (4, 'y')",
                "CREATE PUBLICATION filtered FOR TABLE filtered.a (id, v) WHERE (id > 1),"
                        + " filtered.b WHERE (id <> 4)");
        try (Session session = open(config(18, "filtered"), Optional.empty())) {
            assertThat(next(session, 2).stream().map(SnapshotEvents::row))
                    .containsExactlyInAnyOrder(
                            "filtered.filtered.a Struct{id=2} Struct{id=2,v=y}",
                            "filtered.filtered.b Struct{id=3} Struct{id=3,v=x}");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void readsTheIncludedTablesByTheirOwnStatements(int major) throws Exception {
        execute(
                major,
                "CREATE SCHEMA own",
                "CREATE TABLE own.a (id int PRIMARY KEY, v text)",
                "CREATE TABLE own.b (id int PRIMARY KEY)",
                "INSERT INTO own.a VALUES (1, 'x'), (2, 'y')",
                "INSERT INTO own.b VALUES (3)");
        PostgresSourceConfig config =
                config(
                        major,
                        "own",
                        "snapshot.include.collection.list",
                        "own\\.[ac]",
                        "snapshot.select.statement.overrides",
                        "own.a",
                        "snapshot.select.statement.overrides.own.a",
                        "SELECT 'v' || id AS v, id::bigint FROM own.a WHERE id = 2 -- some;\n");
        try (Session session = open(config, Optional.empty())) {
            List<SourceRecord> rows = next(session, 1);
            execute(major, "INSERT INTO own.b VALUES (4)");
            rows.addAll(next(session, 1));
            assertThat(rows.stream().map(SnapshotEvents::row))
                    .containsExactly(
                            "own.own.a Struct{id=2} Struct{id=2,v=v2}",
                            "own.own.b Struct{id=4} Struct{id=4}");
        }
    }
}
