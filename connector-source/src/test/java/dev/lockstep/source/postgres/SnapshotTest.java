package dev.lockstep.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.SnapshotMode;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.snapshot.TableSnapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots of sessions against the oldest and the newest server. */
@Timeout(60)
class SnapshotTest {

    private static final Map<Integer, PostgresServer> SERVERS = new HashMap<>();

    @BeforeAll
    static void startServers() {
        for (int major : new int[] {14, 18}) {
            SERVERS.put(major, PostgresServer.builder().major(major).start());
        }
    }

    @AfterAll
    static void stopServers() {
        SERVERS.values().forEach(PostgresServer::close);
    }

    private static PostgresSourceConfig config(int major, String name, String... options) {
        PostgresServer server = SERVERS.get(major);
        Map<String, String> properties = new HashMap<>();
        properties.put("topic.prefix", name);
        properties.put("database.hostname", server.host());
        properties.put("database.port", Integer.toString(server.port()));
        properties.put("database.user", server.user());
        properties.put("database.password", "unused");
        properties.put("database.dbname", "postgres");
        properties.put("slot.name", name);
        properties.put("publication.name", name);
        properties.put("schema.include.list", name);
        properties.put("heartbeat.interval.ms", "0");
        for (int i = 0; i < options.length; i += 2) {
            properties.put(options[i], options[i + 1]);
        }
        return new PostgresSourceConfig(properties);
    }

    private static Session open(PostgresSourceConfig config, Optional<SourceOffset> stored)
            throws SQLException {
        Database database = new Database(config.connection(), config.events().topicPrefix());
        Map<String, String> partition = Map.of("server", config.events().topicPrefix());
        while (true) {
            try {
                return config.snapshot().mode() == SnapshotMode.INITIAL_ONLY
                        ? SnapshotOnlySession.open(config, database, "1.0", partition, stored)
                        : new CaptureStart(
                                        config,
                                        database,
                                        "1.0",
                                        partition,
                                        new CaptureMetrics(() -> 0),
                                        new StreamForm(config),
                                        false)
                                .open(stored);
            } catch (SQLException e) {
                // The server may not have noticed yet that the session before has ended.
                if (Diagnosis.of(e).outcome() != Diagnosis.Outcome.SLOT_HELD) {
                    throw e;
                }
            }
        }
    }

    private static void execute(int major, String... sql) throws SQLException {
        SERVERS.get(major).execute("postgres", sql);
    }

    private static List<SourceRecord> next(Session session, int count) throws Exception {
        List<SourceRecord> records = new ArrayList<>();
        while (records.size() < count) {
            records.addAll(session.poll());
        }
        return records;
    }

    private static String id(SourceRecord record) {
        Struct value = (Struct) record.value();
        return value.getString("op") + value.getStruct("after").get("id");
    }

    /** Operation, place in the snapshot, id. */
    private static String marked(SourceRecord record) {
        Struct source = ((Struct) record.value()).getStruct("source");
        return source.get("snapshot") + " " + id(record);
    }

    /** Topic, key and row. */
    private static String row(SourceRecord record) {
        Object after = ((Struct) record.value()).getStruct("after");
        return record.topic() + " " + record.key() + " " + after;
    }

    private static long position(SourceRecord record) {
        return ((Struct) record.value()).getStruct("source").getInt64("position");
    }

    private static Optional<SourceOffset> restored(SourceRecord record) {
        return Optional.of(SourceOffset.of(new HashMap<>(record.sourceOffset())));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void readsWhatIsThereAndThenWhatChanges(int major) throws Exception {
        execute(
                major,
                "CREATE SCHEMA plain",
                "CREATE TABLE plain.a (id int PRIMARY KEY, v text)",
                "CREATE TABLE plain.empty (id int PRIMARY KEY)",
                "INSERT INTO plain.a SELECT i, 'x' || i FROM generate_series(1, 3) i");
        PostgresSourceConfig config = config(major, "plain");
        SourceRecord last;
        try (Session session = open(config, Optional.empty())) {
            List<SourceRecord> rows = next(session, 3);
            execute(major, "INSERT INTO plain.a VALUES (4)");
            List<SourceRecord> changes = next(session, 1);
            assertThat(rows.stream().map(SnapshotTest::marked))
                    .containsExactly("first r1", "true r2", "last r3");
            assertThat(changes.stream().map(SnapshotTest::marked)).containsExactly("false c4");
            last = rows.get(2);
            assertThat(last.sourceOffset()).doesNotContainKey("snapshot_progress");
            assertThat(rows.get(1).sourceOffset()).containsKey("snapshot_progress");
            assertThat(position(changes.get(0))).isGreaterThan(position(last));
        }
        try (Session session = open(config, restored(last))) {
            assertThat(next(session, 1).stream().map(SnapshotTest::id)).containsExactly("c4");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void marksTheFirstAndTheLastRowOfEachTable(int major) throws Exception {
        execute(
                major,
                "CREATE SCHEMA marks",
                "CREATE TABLE marks.a (id int PRIMARY KEY)",
                "CREATE TABLE marks.b (id int PRIMARY KEY)",
                "CREATE TABLE marks.c (id int PRIMARY KEY)",
                "INSERT INTO marks.a VALUES (1), (2)",
                "INSERT INTO marks.b VALUES (3)",
                "INSERT INTO marks.c VALUES (4), (5), (6)");
        try (Session session =
                open(config(major, "marks", "snapshot.max.threads", "1"), Optional.empty())) {
            assertThat(next(session, 6).stream().map(SnapshotTest::marked))
                    .containsExactly(
                            "first r1",
                            "last_in_data_collection r2",
                            "last_in_data_collection r3",
                            "first_in_data_collection r4",
                            "true r5",
                            "last r6");
        }
    }

    /** Every record's offset, as if it were the last that was stored before a crash. */
    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void resumesWithWhatIsMissing(int major) throws Exception {
        execute(
                major,
                "CREATE SCHEMA again",
                "CREATE TABLE again.a (id int PRIMARY KEY)",
                "CREATE TABLE again.b (id int PRIMARY KEY, v text)",
                "ALTER TABLE again.b ALTER v SET STORAGE EXTERNAL",
                "INSERT INTO again.a VALUES (1), (2)",
                "INSERT INTO again.b SELECT i, repeat('x', 3000) FROM generate_series(3, 4) i");
        PostgresSourceConfig config = config(major, "again", "snapshot.max.threads", "1");
        List<SourceRecord> all;
        try (Session session = open(config, Optional.empty())) {
            all = next(session, 4);
        }
        execute(major, "UPDATE again.b SET id = 13 WHERE id = 3");
        assertThat(resumed(config, all.get(0), 7))
                .containsExactly("d3", "-", "c13", "r1", "r2", "r4", "r13");
        assertThat(resumed(config, all.get(1), 5)).containsExactly("d3", "-", "c13", "r4", "r13");
        assertThat(resumed(config, all.get(2), 5)).containsExactly("d3", "-", "c13", "r4", "r13");
        assertThat(resumed(config, all.get(3), 3)).containsExactly("d3", "-", "c13");
    }

    private static List<String> resumed(PostgresSourceConfig config, SourceRecord from, int count)
            throws Exception {
        try (Session session = open(config, restored(from))) {
            List<SourceRecord> records = next(session, count);
            long latest = position(from);
            List<String> told = new ArrayList<>();
            for (SourceRecord record : records) {
                if (record.value() == null) {
                    told.add("-");
                    continue;
                }
                assertThat(position(record)).isGreaterThanOrEqualTo(latest);
                latest = position(record);
                Struct value = (Struct) record.value();
                Struct row = value.getStruct(value.get("after") == null ? "before" : "after");
                told.add(value.getString("op") + row.get("id"));
            }
            assertThat(records.get(count - 1).sourceOffset())
                    .doesNotContainKey("snapshot_progress");
            return told;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void looksAgainInFinishedChunksForRowsThatHaveMoved(int major) throws Exception {
        execute(
                major,
                "CREATE SCHEMA moved",
                "CREATE TABLE moved.a (id int PRIMARY KEY, v int, filler text)",
                "ALTER TABLE moved.a SET (fillfactor = 100, autovacuum_enabled = off)",
                "INSERT INTO moved.a SELECT i, 0, '' FROM generate_series(1, 1000) i");
        PostgresSourceConfig config = config(major, "moved", "snapshot.max.threads", "1");
        List<SourceRecord> all;
        try (Session session = open(config, Optional.empty())) {
            all = next(session, 1000);
        }
        Map<String, Object> offset = new HashMap<>(all.get(999).sourceOffset());
        long oid = number(major, "SELECT 'moved.a'::regclass::oid::int8");
        long file = number(major, "SELECT pg_relation_filenode('moved.a')::int8");
        long xmin = number(major, "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::int8");
        long pages = number(major, "SELECT pg_relation_size('moved.a') / 8192");
        assertThat(pages).isGreaterThan(3);
        // As if the first two pages had been read, in chunks of one page.
        offset.put(
                "snapshot_progress", "1;" + oid + ";" + oid + "/" + file + "/1/" + xmin + "/0-1");
        long unread = number(major, "SELECT count(*) FROM moved.a WHERE ctid >= '(2,0)'");
        execute(
                major,
                "DELETE FROM moved.a WHERE id <= 300",
                "VACUUM moved.a",
                "UPDATE moved.a SET v = 1 WHERE ctid >= '(2,0)'");
        String moved = "SELECT count(*) FROM moved.a WHERE v = 1 AND ctid < '(2,0)'";
        assertThat(number(major, moved)).isPositive();
        try (Session session = open(config, Optional.of(SourceOffset.of(offset)))) {
            List<SourceRecord> records = next(session, 600 + 2 * (int) unread);
            assertThat(records.subList(600, records.size()).stream().map(SnapshotTest::id))
                    .filteredOn(id -> id.startsWith("r"))
                    .hasSize((int) unread)
                    .doesNotHaveDuplicates();
        }
    }

    private static long number(int major, String query) throws SQLException {
        try (Connection connection = SERVERS.get(major).connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

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
        assertThat(read.stream().map(SnapshotTest::row))
                .containsExactlyInAnyOrderElementsOf(
                        streamed.stream().map(SnapshotTest::row).toList());
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
            assertThat(next(session, 2).stream().map(SnapshotTest::row))
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
            assertThat(rows.stream().map(SnapshotTest::row))
                    .containsExactly(
                            "own.own.a Struct{id=2} Struct{id=2,v=v2}",
                            "own.own.b Struct{id=4} Struct{id=4}");
        }
    }

    @Test
    void readsRowsOnceAndNothingElseInInitialOnly() throws Exception {
        execute(
                18,
                "CREATE SCHEMA once",
                "CREATE TABLE once.a (id int PRIMARY KEY)",
                "INSERT INTO once.a VALUES (1), (2)");
        PostgresSourceConfig config =
                config(18, "once", "snapshot.mode", "initial_only", "poll.interval.ms", "100");
        SourceRecord last;
        try (Session session = open(config, Optional.empty())) {
            List<SourceRecord> rows = next(session, 2);
            last = rows.get(1);
            execute(18, "INSERT INTO once.a VALUES (3)");
            assertThat(rows.stream().map(SnapshotTest::id)).containsExactly("r1", "r2");
            assertThat(session.poll()).isEmpty();
            assertThat(
                            number(
                                    18,
                                    "SELECT count(*) FROM pg_replication_slots WHERE slot_name LIKE"
                                            + " 'once%'"))
                    .isZero();
        }
        try (Session session = open(config, restored(last))) {
            assertThat(session.poll()).isEmpty();
            assertThat(session.handedOut()).isEqualTo(last.sourceOffset());
        }
    }

    @Test
    void readsAllRowsAgainInAlwaysAfterWhatHasChanged() throws Exception {
        execute(
                18,
                "CREATE SCHEMA anew",
                "CREATE TABLE anew.a (id int PRIMARY KEY)",
                "INSERT INTO anew.a VALUES (1)");
        PostgresSourceConfig config = config(18, "anew", "snapshot.mode", "always");
        SourceRecord last;
        try (Session session = open(config, Optional.empty())) {
            last = next(session, 1).get(0);
        }
        execute(18, "INSERT INTO anew.a VALUES (2)");
        try (Session session =
                open(config, SnapshotStart.atStart(SnapshotMode.ALWAYS, restored(last)))) {
            assertThat(next(session, 3).stream().map(SnapshotTest::id))
                    .containsExactly("c2", "r1", "r2");
        }
    }

    @Test
    void startsWithASnapshotAgainWhereNeededWhenTheSlotIsGone() throws Exception {
        execute(
                18,
                "CREATE SCHEMA needed",
                "CREATE TABLE needed.a (id int PRIMARY KEY)",
                "INSERT INTO needed.a VALUES (1)");
        PostgresSourceConfig config = config(18, "needed", "snapshot.mode", "when_needed");
        SourceRecord last;
        try (Session session = open(config, Optional.empty())) {
            last = next(session, 1).get(0);
        }
        try (Session session = open(config, restored(last))) {
            execute(18, "INSERT INTO needed.a VALUES (2)");
            assertThat(next(session, 1).stream().map(SnapshotTest::id)).containsExactly("c2");
        }
        execute(
                18,
                "SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots WHERE"
                        + " slot_name = 'needed' AND active",
                // The server may not have noticed yet that the session before has ended.
                "SELECT pg_terminate_backend(active_pid, 10000) FROM pg_replication_slots"
                        + " WHERE slot_name = 'needed' AND active",
                "SELECT pg_drop_replication_slot('needed')");
        try (Session session = open(config, restored(last))) {
            assertThat(next(session, 2).stream().map(SnapshotTest::id)).containsExactly("r1", "r2");
        }
    }

    @Test
    void readsATableAgainThatIsRewrittenWhileItIsRead() throws Exception {
        execute(
                18,
                "CREATE SCHEMA rewritten",
                "CREATE TABLE rewritten.a (id int PRIMARY KEY)",
                "INSERT INTO rewritten.a SELECT generate_series(1, 5000)",
                "CREATE TABLE rewritten.b (id int PRIMARY KEY, v int)",
                "INSERT INTO rewritten.b VALUES (5001, 1)");
        PostgresSourceConfig config =
                config(
                        18,
                        "rewritten",
                        "snapshot.max.threads",
                        "1",
                        "max.batch.size",
                        "10",
                        "max.queue.size",
                        "10");
        Optional<SourceOffset> handedOut;
        try (Session session = open(config, Optional.empty())) {
            next(session, 10);
            // The reader waits for room within the first table.
            execute(18, "ALTER TABLE rewritten.b ALTER v TYPE bigint");
            assertThatThrownBy(() -> next(session, 5001))
                    .isInstanceOf(TableSnapshot.Stopped.class)
                    .satisfies(
                            e ->
                                    assertThat(Diagnosis.of(e).outcome())
                                            .isEqualTo(Diagnosis.Outcome.RETRY))
                    .hasMessageContaining("rewritten.b was truncated or rewritten");
            handedOut = Optional.of(session.handedOut());
        }
        try (Session session = open(config, handedOut)) {
            List<SourceRecord> rest = next(session, 1);
            while (!id(rest.get(rest.size() - 1)).equals("r5001")) {
                rest.addAll(session.poll());
            }
            assertThat(rest).last().extracting(SnapshotTest::id).isEqualTo("r5001");
        }
    }

    private static Struct value(SourceRecord record) {
        return (Struct) record.value();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void handsOutRowsThatCannotBeConvertedInFull(int major) throws Exception {
        execute(
                major,
                "CREATE SCHEMA bad",
                "CREATE TABLE bad.a (id int PRIMARY KEY, v text, b bool, big int8, u uuid, y bytea,"
                        + " j jsonb, d date, never date, ts timestamp, tz timestamptz(3), f float8,"
                        + " n numeric, i interval)",
                "INSERT INTO bad.a SELECT i, 'ä' || i, true, -5000000000,"
                        + " 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '\\x00ff', '{\"k\": 1}',"
                        + " '1999-12-31', 'infinity', '1999-12-31 23:59:59.5',"
                        + " '2026-01-02 03:04:05.25+00', 1.5, 12.50, NULL"
                        + " FROM generate_series(1, 3) i");
        String[] options = {
            "errors.policy",
            "topic",
            "column.exclude.list",
            "bad\\.a\\.big",
            "snapshot.select.statement.overrides",
            "bad.a",
            "snapshot.select.statement.overrides.bad.a",
            "SELECT CASE WHEN id <> 2 THEN id END AS id, v, b, big, u, y, j, d, never, ts, tz, f,"
                    + " n, i FROM bad.a"
        };
        List<SourceRecord> records;
        try (Session session = open(config(major, "bad", options), Optional.empty())) {
            records = next(session, 3);
        }
        assertThat(records.stream().map(SourceRecord::topic))
                .containsExactly("bad.bad.a", "bad.errors", "bad.bad.a");
        Struct failed = value(records.get(1));
        failed.validate();
        assertThat(failed.getString("op")).isEqualTo("r");
        assertThat(failed.getMap("before")).isNull();
        assertThat(failed.getString("reason"))
                .contains("column id of bad.a", "snapshot at LSN")
                .doesNotContain("ä2");
        Map<String, String> texts = new HashMap<>();
        texts.put("id", null);
        texts.put("v", "ä2");
        texts.put("b", "t");
        texts.put("u", "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
        texts.put("y", "\\x00ff");
        texts.put("j", "{\"k\": 1}");
        texts.put("d", "1999-12-31");
        texts.put("never", "infinity");
        texts.put("ts", "1999-12-31 23:59:59.5");
        texts.put("tz", "2026-01-02 03:04:05.25+00");
        texts.put("f", "1.5");
        texts.put("n", "12.50");
        texts.put("i", null);
        assertThat(failed.getMap("after")).isEqualTo(texts);
        assertThat(failed.getArray("hex_fields")).isNull();
        assertThat(failed.getStruct("source").getString("snapshot")).isEqualTo("true");
        assertThat(records.get(2).sourceOffset()).doesNotContainKey("snapshot_progress");
    }

    @Test
    void stopsAtARowThatCannotBeConvertedUnlessToldOtherwise() throws Exception {
        execute(
                18,
                "CREATE SCHEMA stops",
                "CREATE TABLE stops.a (id int PRIMARY KEY)",
                "INSERT INTO stops.a VALUES (1)");
        PostgresSourceConfig config =
                config(
                        18,
                        "stops",
                        "snapshot.select.statement.overrides",
                        "stops.a",
                        "snapshot.select.statement.overrides.stops.a",
                        "SELECT NULL AS id FROM stops.a");
        try (Session session = open(config, Optional.empty())) {
            assertThatThrownBy(() -> next(session, 1))
                    .hasStackTraceContaining("Cannot convert column id of stops.a");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void tellsTheDefinitionOfATableBeforeItsFirstRow(int major) throws Exception {
        execute(
                major,
                "CREATE SCHEMA told",
                "CREATE TABLE told.a (id int PRIMARY KEY, v varchar(5) NOT NULL)",
                "CREATE TABLE told.b (id int PRIMARY KEY)",
                "CREATE TABLE told.empty (id int PRIMARY KEY)",
                "INSERT INTO told.a SELECT i, 'x' FROM generate_series(1, 600) i",
                "INSERT INTO told.b VALUES (1)");
        PostgresSourceConfig config =
                config(
                        major,
                        "told",
                        "schema.change.topic",
                        "definitions",
                        "snapshot.max.threads",
                        "1");
        List<SourceRecord> records;
        List<SourceRecord> streamed;
        try (Session session = open(config, Optional.empty())) {
            records = next(session, 603);
            execute(major, "INSERT INTO told.a VALUES (601, 'y')");
            streamed = next(session, 2);
        }
        assertThat(records).hasSize(603);
        assertThat(records.stream().filter(record -> record.topic().equals("definitions")))
                .containsExactly(records.get(0), records.get(601));
        assertThat(marked(records.get(1))).isEqualTo("first r1");
        assertThat(marked(records.get(602))).isEqualTo("last r1");
        Struct told = value(records.get(0));
        told.validate();
        assertThat(told.getString("table")).isEqualTo("a");
        assertThat(told.getInt64("version")).isEqualTo(position(records.get(1)));
        assertThat(told.getString("fingerprint"))
                .isEqualTo(value(streamed.get(0)).getString("fingerprint"));
        assertThat(records.get(601).sourceOffset()).containsKey("snapshot_progress");
    }

    @Test
    void sendsRowsTheSameWayAsChanges() throws Exception {
        execute(
                18,
                "CREATE SCHEMA ways",
                "CREATE TABLE ways.t_1 (id int PRIMARY KEY, v text)",
                "CREATE TABLE ways.t_2 (id int PRIMARY KEY, v text)",
                "INSERT INTO ways.t_1 VALUES (1, 'x')",
                "INSERT INTO ways.t_2 VALUES (1, 'y')");
        PostgresSourceConfig config =
                config(
                        18,
                        "ways",
                        "image",
                        "keys_only",
                        "topic.mode",
                        "log",
                        "topic.regex",
                        "(.*)_\\d",
                        "topic.replacement",
                        "$1",
                        "topic.key.enforce.uniqueness",
                        "true");
        List<SourceRecord> rows;
        List<SourceRecord> changes;
        try (Session session = open(config, Optional.empty())) {
            rows = next(session, 2);
            execute(18, "INSERT INTO ways.t_1 VALUES (2, 'x')");
            changes = next(session, 1);
        }
        SourceRecord change = changes.get(0);
        assertThat(rows)
                .allSatisfy(
                        row -> {
                            assertThat(row.topic()).isEqualTo(change.topic());
                            assertThat(row.kafkaPartition()).isEqualTo(change.kafkaPartition());
                            assertThat(row.keySchema()).isEqualTo(change.keySchema());
                            assertThat(value(row).get("after")).isNull();
                        });
        assertThat(change.kafkaPartition()).isZero();
        assertThat(rows.stream().map(SourceRecord::key)).doesNotHaveDuplicates();
    }

    @Test
    void readsNothingWhereReadsAreNotWanted() throws Exception {
        execute(
                18,
                "CREATE SCHEMA unread",
                "CREATE TABLE unread.a (id int PRIMARY KEY)",
                "INSERT INTO unread.a VALUES (1)");
        PostgresSourceConfig config = config(18, "unread", "operations", "insert");
        try (Session session = open(config, Optional.empty())) {
            session.poll();
            execute(18, "INSERT INTO unread.a VALUES (2)");
            assertThat(next(session, 1).stream().map(SnapshotTest::id)).containsExactly("c2");
        }
    }
}
