package dev.lockstep.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.RowDifference.Kind;
import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.event.Lsn;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two databases of one server, of which nothing keeps one like the other but the test. */
class VerifierTest {

    private static final String ROWS = "INSERT INTO %s SELECT i, 'name ' || i FROM generate_series";

    private static PostgresServer server;

    @BeforeAll
    static void start() throws Exception {
        server = PostgresServer.builder().start();
        server.execute("postgres", "CREATE DATABASE source", "CREATE DATABASE target");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void findsMissingExtraAndDifferentRowsAcrossChunks() throws Exception {
        String table = "CREATE TABLE item (id int PRIMARY KEY, name text)";
        server.execute(
                "source", table, String.format(ROWS, "item") + "(1, 1000) i", publish("item"));
        server.execute("target", table, String.format(ROWS, "item") + "(1, 1000) i");
        assertThat(compare("item").equal()).isTrue();

        server.execute(
                "target",
                "DELETE FROM item WHERE id IN (1, 500)",
                "UPDATE item SET name = NULL WHERE id = 777",
                "INSERT INTO item VALUES (5000, 'x')");
        TableResult result = compare("item");
        assertThat(result.differences())
                .extracting(RowDifference::kind, RowDifference::key)
                .containsExactlyInAnyOrder(
                        tuple(Kind.MISSING, Map.of("id", "1")),
                        tuple(Kind.MISSING, Map.of("id", "500")),
                        tuple(Kind.DIFFERENT, Map.of("id", "777")),
                        tuple(Kind.EXTRA, Map.of("id", "5000")));
        assertThat(result.sourceRows()).isEqualTo(1000);
        assertThat(result.targetRows()).isEqualTo(999);
        assertThat(result.differences())
                .extracting(RowDifference::removal)
                .contains("DELETE FROM item WHERE \"id\" = 5000;");
    }

    @Test
    void valuesOfAllTypesEqualWhatTheirTargetsSpellOtherwise() throws Exception {
        server.execute(
                "source",
                "CREATE TYPE mood AS ENUM ('sad', 'glad')",
                "CREATE TABLE kinds (id uuid, part text, b boolean, n numeric(12, 4), m money,"
                        + " r real, d double precision, c char(8), day date, t time, tz timetz,"
                        + " ts timestamp, tstz timestamptz, i interval, raw bytea, bits bit(4),"
                        + " j json, jb jsonb, ints int[], texts text[], mood mood, net inet,"
                        + " range int4range, PRIMARY KEY (part, id))",
                "INSERT INTO kinds VALUES ('00000000-0000-0000-0000-00000000000A', 'a,\"b\\',"
                        + " true, 1.5, 12.25, 0.1, 1e300, 'abc', '2026-02-03', '10:00:00.5',"
                        + " '10:00:00+02', '2026-02-03 04:05:06.7', '2026-02-03 04:05:06+01',"
                        + " '1 year 2 days 03:04:05', '\\xCAFE', B'0101', '{\"b\": 1.0, \"a\":2}',"
                        + " '{\"b\": 1}', '{1,NULL,3}', '{\"a b\",NULL}', 'glad', '10.0.0.1',"
                        + " '[1,5)')",
                "INSERT INTO kinds VALUES ('00000000-0000-0000-0000-00000000000B', 'null')",
                publish("kinds"));
        server.execute(
                "target",
                "CREATE TABLE kinds (id text, part text, b text, n text, m numeric, r text, d text,"
                    + " c text, day text, t text, tz text, ts text, tstz text, i text, raw text,"
                    + " bits text, j jsonb, jb json, ints json, texts text, mood text, net text,"
                    + " range text)",
                "INSERT INTO kinds VALUES ('00000000-0000-0000-0000-00000000000a', 'a,\"b\\',"
                        + " '1', '1.50', 12.25, '0.1', '1E+300', 'abc', '2026-02-03',"
                        + " '10:00:00.500', '08:00:00Z', '2026-02-03T04:05:06.7',"
                        + " '2026-02-03T03:05:06Z', 'PT8817H4M5S', 'yv4=', '0101',"
                        + " '{\"a\": 2, \"b\":1}', '{\"b\":1}', '[1, null, 3]', '[\"a b\",null]',"
                        + " 'glad', '10.0.0.1', '[1,5)')",
                "INSERT INTO kinds VALUES ('00000000-0000-0000-0000-00000000000b', 'null')");
        TableResult result = compare("kinds");
        assertThat(result.problem()).isNull();
        assertThat(result.differences()).isEmpty();
        assertThat(result.undecided()).isZero();
        assertThat(result.notes()).hasSize(2).allMatch(note -> note.contains("server's text"));
    }

    @Test
    void aTableWithoutAKeyIsAProblemOfItsOwn() throws Exception {
        server.execute("source", "CREATE TABLE loose (id int)", publish("loose"));
        assertThat(compare("loose").problem())
                .isEqualTo("Cannot compare public.loose: it has no primary key.");
    }

    @Test
    void whatTheSinkHasNotPassedIsNoDifference() throws Exception {
        String table = "CREATE TABLE late (id int PRIMARY KEY, name text)";
        server.execute("source", table, "INSERT INTO late VALUES (1, 'a'), (2, 'b')");
        server.execute("source", publish("late"));
        server.execute("target", table);
        VerifyLimits soon = limits().withPatience(Duration.ofMillis(500));
        TableResult behind = compare("late", passage(() -> false), soon);
        assertThat(behind.differences()).isEmpty();
        assertThat(behind.undecided()).isEqualTo(2);
        assertThat(behind.equal()).isFalse();

        TableResult caughtUp = compare("late", passage(VerifierTest::catchUp), limits());
        assertThat(caughtUp.equal()).isTrue();
    }

    @Test
    void rowsThatAreLateAreNoReasonToStop() throws Exception {
        String table = "CREATE TABLE filling (id int PRIMARY KEY, name text)";
        String rows = String.format(ROWS, "filling") + "(1, 1000) i";
        server.execute("source", table, rows, publish("filling"));
        server.execute("target", table);
        Passage filling = passage(() -> applied(rows + " ON CONFLICT (id) DO NOTHING"));
        TableResult result = compare("filling", filling, limits());
        assertThat(result.more()).isFalse();
        assertThat(result.equal()).isTrue();
        assertThat(result.sourceRows()).isEqualTo(1000);
    }

    @Test
    void keysWithPaddingAreFoundInTextsAndInTheirLikes() throws Exception {
        server.execute(
                "source",
                "CREATE TABLE padded (code char(8) PRIMARY KEY, n int)",
                "INSERT INTO padded VALUES ('abc', 1), (E'd\t', 2), ('efghijkl', 3)",
                "CREATE PUBLICATION padded FOR TABLE padded");
        server.execute(
                "target",
                "CREATE TABLE padded (code text PRIMARY KEY, n int)",
                "INSERT INTO padded VALUES ('abc     ', 1), (E'd\t      ', 2), ('efghijkl', 3)");
        VerifyLimits oneByOne = new VerifyLimits(Set.of(), 1, Duration.ofSeconds(10), 50, false);
        Passage settled = Passage.afterSettling(Duration.ofMillis(50));
        assertThat(compare("padded", settled, oneByOne).equal()).isTrue();

        server.execute("source", "DELETE FROM padded WHERE code = 'abc'");
        TableResult result = compare("padded", settled, oneByOne);
        assertThat(result.differences())
                .extracting(RowDifference::kind, RowDifference::key)
                .containsExactly(tuple(Kind.EXTRA, Map.of("code", "abc")));
        server.execute("target", result.differences().get(0).removal());
        assertThat(compare("padded").equal()).isTrue();
    }

    @Test
    void columnsThatAreNotPublishedAreNotCompared() throws Exception {
        String table = "CREATE TABLE partial (id int PRIMARY KEY, name text, secret text)";
        server.execute(
                "source",
                table,
                "INSERT INTO partial VALUES (1, 'a', 'hidden')",
                "CREATE PUBLICATION partial FOR TABLE partial (id, name)");
        server.execute("target", table, "INSERT INTO partial VALUES (1, 'a', NULL)");
        assertThat(compare("partial").equal()).isTrue();
        server.execute("target", "UPDATE partial SET name = 'b'");
        assertThat(compare("partial").differences())
                .extracting(RowDifference::columns)
                .containsExactly(List.of("name"));
    }

    @Test
    void aRowFilterIsAProblemOfItsTableAlone() throws Exception {
        String tables = "CREATE TABLE whole (id int PRIMARY KEY)";
        server.execute(
                "source",
                tables,
                "CREATE TABLE filtered (id int PRIMARY KEY)",
                "CREATE PUBLICATION parts FOR TABLE whole, filtered WHERE (id > 1)");
        server.execute("target", tables);
        try (Verifier verifier = Verifier.open(source("parts"), sink(), limits())) {
            assertThat(verifier.compare(progress -> {}))
                    .extracting(TableResult::table, TableResult::equal)
                    .containsExactly(tuple("public.filtered", false), tuple("public.whole", true));
        }
        VerifyLimits chosen =
                new VerifyLimits(Set.of("whole"), 100, Duration.ofSeconds(10), 50, false);
        try (Verifier verifier = Verifier.open(source("parts"), sink(), chosen)) {
            assertThat(verifier.compare(progress -> {})).allMatch(TableResult::equal).hasSize(1);
        }
    }

    @Test
    void signalsFitTheirTableAndWhatKeepsThemAwayIsToldBefore() throws Exception {
        String table = "CREATE TABLE sent (id int PRIMARY KEY, name text)";
        server.execute("source", table, String.format(ROWS, "sent") + "(1, 300) i");
        server.execute("source", publish("sent"));
        server.execute("target", table);
        Map<String, String> source = new HashMap<>(source("sent"));
        source.put("signal.data.collection", "public.signals");
        VerifyLimits limits = new VerifyLimits(Set.of(), 1000, Duration.ofSeconds(2), 1000, false);
        Passage settled = Passage.afterSettling(Duration.ofMillis(50));
        try (Verifier verifier = Verifier.open(source, sink(), settled, limits)) {
            assertThatThrownBy(verifier::checkRepair)
                    .hasMessageContaining("\"public\".\"signals\" is not there");
            server.execute(
                    "source",
                    "CREATE TABLE signals (id varchar(42), type varchar(32), data varchar(2048))");
            verifier.checkRepair();
            List<TableResult> found = verifier.compare(progress -> {});
            assertThat(found.get(0).differences()).hasSize(300);
            assertThat(verifier.repair(found, progress -> {}).get(0).differences()).hasSize(300);
        }
        server.execute(
                "source",
                "DO $$ BEGIN ASSERT (SELECT count(*) BETWEEN 2 AND 4 FROM signals); END $$",
                "CREATE ROLE reader LOGIN PASSWORD 'reads'");
        source.put("database.user", "reader");
        source.put("database.password", "reads");
        try (Verifier verifier = Verifier.open(source, sink(), settled, limits)) {
            assertThatThrownBy(verifier::checkRepair)
                    .hasMessageContaining("nothing may be inserted")
                    .hasMessageNotContaining("reads");
        }
    }

    private static boolean applied(String sql) {
        try {
            server.execute("target", sql);
            return true;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean catchUp() {
        return applied("INSERT INTO late VALUES (1, 'a'), (2, 'b') ON CONFLICT (id) DO NOTHING");
    }

    private static Passage passage(BooleanSupplier passed) {
        return new Passage() {
            @Override
            public boolean passed(Lsn at, Instant read) {
                return passed.getAsBoolean();
            }

            @Override
            public String basis() {
                return "";
            }
        };
    }

    @Test
    void refusesWhatIsNotMeantToBeEqual() throws Exception {
        Map<String, String> source = source("none");
        assertThatThrownBy(() -> Verifier.open(source, sink(), limits()))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("Cannot find anything to compare");
        Map<String, String> masking = sink();
        masking.putAll(
                Map.of(
                        "transforms",
                        "hide",
                        "transforms.hide.type",
                        "dev.lockstep.transform.MaskField"));
        assertThatThrownBy(() -> Verifier.open(source, masking, limits()))
                .hasMessageStartingWith("Cannot compare: transform hide of the sink");
        Map<String, String> appending = sink();
        appending.put("pk.mode", "kafka");
        assertThatThrownBy(() -> Verifier.open(source, appending, limits()))
                .hasMessageContaining("pk.mode=kafka");
    }

    private static String publish(String table) {
        return "CREATE PUBLICATION " + table + " FOR TABLE " + table;
    }

    private static TableResult compare(String table) {
        return compare(table, Passage.afterSettling(Duration.ofMillis(50)), limits());
    }

    private static TableResult compare(String table, Passage passage, VerifyLimits limits) {
        try (Verifier verifier = Verifier.open(source(table), sink(), passage, limits)) {
            List<TableResult> results = verifier.compare(progress -> {});
            assertThat(results).hasSize(1);
            return results.get(0);
        }
    }

    private static VerifyLimits limits() {
        return new VerifyLimits(Set.of(), 100, Duration.ofSeconds(10), 50, false);
    }

    private static Map<String, String> source(String publication) {
        return Map.of(
                "connector.class",
                "dev.lockstep.source.postgres.PostgresSourceConnector",
                "topic.prefix",
                "shop",
                "database.hostname",
                server.host(),
                "database.port",
                Integer.toString(server.port()),
                "database.user",
                server.user(),
                "database.dbname",
                "source",
                "publication.name",
                publication);
    }

    private static Map<String, String> sink() {
        Map<String, String> sink = new HashMap<>();
        sink.put("connector.class", "dev.lockstep.sink.jdbc.JdbcSinkConnector");
        sink.put("topics.regex", "shop\\..*");
        sink.put("connection.url", server.jdbcUrl("target"));
        sink.put("connection.user", server.user());
        return sink;
    }
}
