package dev.lockstep.sink.jdbc.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.sink.change.RowChange;
import dev.lockstep.sink.change.RowImage;
import dev.lockstep.sink.change.RowShape;
import dev.lockstep.sink.jdbc.dialect.TableWriter;
import dev.lockstep.sink.jdbc.dialect.WritePlan;
import dev.lockstep.sink.jdbc.dialect.WritePlan.Statement;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows of every size and kind, by every statement. */
@ExtendWith(OneServer.class)
class UnnestWriterTest {

    private static final BitSet NONE = new BitSet();

    private final PostgresServer server;

    private Written target;

    UnnestWriterTest(PostgresServer server) {
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

    private static Schema named(SchemaBuilder builder, String name) {
        return builder.name(name).optional().build();
    }

    @Test
    void insertsUpdatesAndDeletes() throws SQLException {
        target.execute("CREATE TABLE t (id int PRIMARY KEY, name varchar(10))");
        target.write(
                Statement.INSERT,
                "t",
                List.of(Written.item(1, "one"), Written.item(2, "two"), Written.item(3, null)));
        target.write(
                Statement.UPSERT, "t", List.of(Written.item(2, "zwei"), Written.item(4, "vier")));
        target.write(
                Statement.UPDATE, "t", List.of(Written.item(3, "drei"), Written.item(5, "none")));
        target.write(
                Statement.DELETE,
                "t",
                List.of(
                        Written.delete(1, Written.shape("*id", Schema.INT32_SCHEMA), 1),
                        Written.delete(1, Written.shape("*id", Schema.INT32_SCHEMA), 9)));
        assertThat(target.query("SELECT * FROM t ORDER BY id")).isEqualTo("2|zwei\n3|drei\n4|vier");
    }

    @Test
    void aWriterTakesBatchesOfEverySize() throws SQLException {
        target.execute("CREATE TABLE t (id int PRIMARY KEY, name text)");
        WritePlan plan = target.plan(Statement.UPSERT, "t", Written.ITEM, NONE, false);
        WritePlan deletion =
                target.plan(
                        Statement.DELETE,
                        "t",
                        Written.shape("*id", Schema.INT32_SCHEMA),
                        NONE,
                        false);
        try (TableWriter writer = target.dialect().writer(target.connection(), plan);
                TableWriter deleter = target.dialect().writer(target.connection(), deletion)) {
            for (int size = 0; size < 100; size += 7) {
                List<RowChange> rows = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    rows.add(Written.item(i, i % 3 == 0 ? null : "of " + size));
                }
                writer.write(rows);
                deleter.write(rows.subList(0, size / 2));
                target.connection().commit();
            }
        }
        assertThat(target.query("SELECT count(*), min(id), max(name) FROM t"))
                .isEqualTo("49|49|of 98");
    }

    @Test
    void rowsOfManyBytesGoInSeveralStatements() throws SQLException {
        target.execute(
                "CREATE TABLE t (id int PRIMARY KEY, name text)",
                "CREATE TABLE statements (n int)",
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN INSERT INTO statements VALUES (1); RETURN NULL; END'",
                "CREATE TRIGGER note AFTER INSERT ON t FOR EACH STATEMENT"
                        + " EXECUTE FUNCTION note()");
        List<RowChange> rows = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            rows.add(Written.item(i, "x".repeat(1_500_000)));
        }
        target.write(Statement.UPSERT, "t", rows);
        assertThat(target.query("SELECT count(*), sum(length(name)) FROM t"))
                .isEqualTo("10|15000000");
        assertThat(target.query("SELECT count(*) FROM statements")).isEqualTo("4");
    }

    @Test
    void findsRowsByKeysOfSeveralColumns() throws SQLException {
        target.execute(
                "CREATE TABLE t (a char(3), b numeric(6,2), c timestamptz, PRIMARY KEY (a, b, c))",
                "INSERT INTO t VALUES ('x', 1.5, '2024-01-01+00'), ('y', 1.5, '2024-01-01+00')");
        RowShape key =
                Written.shape(
                        "*a",
                        Schema.STRING_SCHEMA,
                        "*b",
                        Schema.FLOAT64_SCHEMA,
                        "*c",
                        named(SchemaBuilder.string(), "io.debezium.time.ZonedTimestamp"));
        RowChange delete = Written.delete(1, key, "x  ", 1.5, "2024-01-01T01:00:00+01:00");
        target.write(Statement.DELETE, "t", List.of(delete));
        assertThat(target.query("SELECT a FROM t")).isEqualTo("y  ");
        target.write(
                Statement.UPSERT,
                "t",
                List.of(Written.upsert(key, "y", 1.5, "2024-01-01T00:00:00Z")));
        assertThat(target.query("SELECT count(*) FROM t")).isEqualTo("1");
    }

    @Test
    void keepsUsingTheIndexWhenASmallTableGrows() throws SQLException {
        target.execute(
                "CREATE TABLE t (id int PRIMARY KEY, name text) WITH (autovacuum_enabled = off)",
                "INSERT INTO t VALUES (-1, 'a'), (-2, 'b')",
                "ANALYZE t");
        WritePlan plan = target.plan(Statement.UPDATE, "t", Written.ITEM, NONE, false);
        try (TableWriter writer = target.dialect().writer(target.connection(), plan)) {
            for (int i = 0; i < 10; i++) {
                writer.write(List.of(Written.item(i, "x")));
            }
            target.connection().commit();
            target.execute("INSERT INTO t SELECT i, 'y' FROM generate_series(1, 20000) i");
            writer.write(List.of(Written.item(7, "z")));
            target.connection().commit();
        }
        assertThat(target.query("SELECT pg_stat_force_next_flush()")).isNotNull();
        assertThat(target.query("SELECT name FROM t WHERE id = 7")).isEqualTo("z");
        assertThat(target.query("SELECT seq_tup_read FROM pg_stat_user_tables")).isEqualTo("0");
    }

    @Test
    void rowsThatAreOnlyAKeyAreInsertedOnce() throws SQLException {
        target.execute("CREATE TABLE t (id int PRIMARY KEY)");
        RowShape key = Written.shape("*id", Schema.INT32_SCHEMA);
        List<RowChange> rows = List.of(Written.upsert(key, 1), Written.upsert(key, 2));
        target.write(Statement.UPSERT, "t", rows);
        target.write(Statement.UPSERT, "t", rows);
        target.write(Statement.UPDATE, "t", rows);
        assertThat(target.query("SELECT count(*) FROM t")).isEqualTo("2");
    }

    @Test
    void aGuardedRowIsNotTakenBackwards() throws SQLException {
        target.execute(
                "CREATE TABLE t (id int PRIMARY KEY, name text, __position bigint)",
                "INSERT INTO t VALUES (1, 'newer', 10), (2, 'same', 5), (3, 'unknown', NULL)");
        for (Statement statement : List.of(Statement.UPSERT, Statement.UPDATE)) {
            WritePlan plan = target.plan(statement, "t", Written.ITEM, NONE, true);
            List<RowChange> rows = new ArrayList<>();
            for (int id = 1; id <= 3; id++) {
                rows.add(
                        Written.upsert(
                                5,
                                new RowImage(
                                        Written.ITEM, new Object[] {id, "" + id}, null, null)));
            }
            target.write(plan, rows);
            assertThat(target.query("SELECT name, __position FROM t ORDER BY id"))
                    .isEqualTo("newer|10\n2|5\n3|5");
        }
        RowShape key = Written.shape("*id", Schema.INT32_SCHEMA);
        WritePlan deletion = target.plan(Statement.DELETE, "t", key, NONE, true);
        target.write(deletion, List.of(Written.delete(7, key, 1), Written.delete(7, key, 2)));
        assertThat(target.query("SELECT id FROM t ORDER BY id")).isEqualTo("1\n3");
    }

    @Test
    void writesIdentitiesAndPartitions() throws SQLException {
        target.execute(
                "CREATE TABLE t (id int PRIMARY KEY, name text,"
                        + " serial int GENERATED ALWAYS AS IDENTITY,"
                        + " twice text GENERATED ALWAYS AS (name || name) STORED)"
                        + " PARTITION BY RANGE (id)",
                "CREATE TABLE t1 PARTITION OF t FOR VALUES FROM (0) TO (10)",
                "CREATE TABLE t2 PARTITION OF t FOR VALUES FROM (10) TO (20)");
        RowShape shape =
                Written.shape(
                        "*id",
                        Schema.INT32_SCHEMA,
                        "name",
                        Schema.STRING_SCHEMA,
                        "serial",
                        Schema.INT32_SCHEMA);
        target.write(
                Statement.UPSERT,
                "t",
                List.of(Written.upsert(shape, 1, "a", 70), Written.upsert(shape, 11, "b", 80)));
        target.write(Statement.UPSERT, "t", List.of(Written.upsert(shape, 11, "c", 80)));
        assertThat(target.query("SELECT * FROM t2")).isEqualTo("11|c|80|cc");
        assertThat(target.query("SELECT * FROM t1")).isEqualTo("1|a|70|aa");
        assertThat(target.table("t").primaryKey()).containsExactly("id");
    }

    @Test
    void readsBuffersWithoutUsingThemUp() throws SQLException {
        target.execute("CREATE TABLE t (id int PRIMARY KEY, b bytea)");
        RowShape shape = Written.shape("*id", Schema.INT32_SCHEMA, "b", Schema.BYTES_SCHEMA);
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {9, 1, 2, 9}, 1, 2);
        List<RowChange> rows = List.of(Written.upsert(shape, 1, buffer));
        target.write(Statement.UPSERT, "t", rows);
        target.write(Statement.UPSERT, "t", rows);
        assertThat(target.query("SELECT encode(b, 'hex') FROM t")).isEqualTo("0102");
    }

    @Test
    void writesRowsWithoutSchemasByTheirColumns() throws SQLException {
        target.execute(
                "CREATE EXTENSION hstore",
                "CREATE TABLE t (id bigint PRIMARY KEY, d date, t3 time(3), ts timestamp,"
                        + " ts3 timestamp(3), z timestamptz, n numeric(10,2), v numeric, b bytea,"
                        + " bits bit(4), one bit, i interval, a int[], f float8, j jsonb, h hstore,"
                        + " p point, u uuid, r int4range)");
        RowShape shape =
                Written.shape(
                        "*id", null, "d", null, "t3", null, "ts", null, "ts3", null, "z", null, "n",
                        null, "v", null, "b", null, "bits", null, "one", null, "i", null, "a", null,
                        "f", null, "j", null, "h", null, "p", null, "u", null, "r", null);
        Object[] values = {
            1L,
            19_782L,
            3_600_001L,
            1_709_164_800_000_001L,
            1_709_164_800_001L,
            "2024-02-29T00:00:00.5Z",
            "APc=",
            Map.of("scale", 3L, "value", "APc="),
            "AQL/",
            "Cg==",
            true,
            3_600_000_000L,
            Arrays.asList(1L, null),
            2.5,
            "{\"a\": 1}",
            "{\"k\": \"v\", \"n\": null}",
            Map.of("x", 1.5, "y", 2L),
            "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
            "[1,5)"
        };
        target.write(Statement.UPSERT, "t", List.of(Written.upsert(shape, values)));
        assertThat(target.query("SELECT t::text FROM t"))
                .isEqualTo(
                        "(1,2024-02-29,01:00:00.001,\"2024-02-29 00:00:00.000001\","
                                + "\"2024-02-29 00:00:00.001\",\"2024-02-29 00:00:00.5+00\",2.47,"
                                + "0.247,\"\\\\x0102ff\",1010,1,01:00:00,\"{1,NULL}\",2.5,"
                                + "\"{\"\"a\"\": 1}\",\"\"\"k\"\"=>\"\"v\"\", \"\"n\"\"=>NULL\","
                                + "\"(1.5,2)\",a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11,\"[1,5)\")");
    }

    @Test
    void convertsToTheColumnsType() throws SQLException {
        target.execute(
                "CREATE TABLE t (id smallint PRIMARY KEY, name timestamptz)",
                "CREATE TABLE texts (id text PRIMARY KEY, name text)");
        RowShape micros =
                Written.shape(
                        "*id",
                        Schema.INT64_SCHEMA,
                        "name",
                        named(SchemaBuilder.int64(), "io.debezium.time.MicroTimestamp"));
        List<RowChange> rows = List.of(Written.upsert(micros, 7L, 1_000_001L));
        target.write(Statement.UPSERT, "t", rows);
        target.write(Statement.UPSERT, "texts", rows);
        assertThat(target.query("SELECT * FROM t")).isEqualTo("7|1970-01-01 00:00:01.000001+00");
        assertThat(target.query("SELECT * FROM texts")).isEqualTo("7|1970-01-01 00:00:01.000001");
    }
}
