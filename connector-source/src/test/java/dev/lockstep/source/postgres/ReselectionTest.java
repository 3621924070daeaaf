package dev.lockstep.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that the log does not carry, read from real tables. */
@Timeout(60)
class ReselectionTest {

    private static final Map<Integer, PostgresServer> SERVERS = new HashMap<>();
    private static final String MISSING = "__debezium_unavailable_value";

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

    private static Session open(int major, String name) throws SQLException {
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
        properties.put("snapshot.mode", "no_data");
        properties.put("unavailable.policy", "reselect");
        properties.put("skipped.operations", "none");
        PostgresSourceConfig config = new PostgresSourceConfig(properties);
        return new CaptureStart(
                        config,
                        new Database(config.connection(), name),
                        "1.0",
                        Map.of("server", name),
                        new CaptureMetrics(() -> 0),
                        new StreamForm(config),
                        false)
                .open(Optional.empty());
    }

    private static void execute(int major, String... sql) throws SQLException {
        SERVERS.get(major).execute("postgres", sql);
    }

    /** A table with three rows that has been changed once, so that the log has defined it. */
    private static void create(int major, String name) throws SQLException {
        execute(
                major,
                "CREATE SCHEMA " + name,
                "CREATE TABLE " + name + ".t (id numeric PRIMARY KEY, n int, big text, w text)",
                "ALTER TABLE " + name + ".t ALTER big SET STORAGE EXTERNAL",
                "INSERT INTO "
                        + name
                        + ".t SELECT i, 0, i || E'\\t\\\\\\n' || repeat('ä', 5000)"
                        + " FROM generate_series(1, 3) i");
    }

    private static List<SourceRecord> next(Session session, int count) throws Exception {
        List<SourceRecord> records = new ArrayList<>();
        while (records.size() < count) {
            records.addAll(session.poll());
        }
        return records;
    }

    /** What an update says of its large value, after {@code n}. */
    private static String big(SourceRecord record) {
        Struct value = (Struct) record.value();
        Struct after = value.getStruct("after");
        String big = after.getString("big");
        boolean missing = value.get("unavailable_fields") != null;
        assertThat(missing).isEqualTo(big.equals(MISSING));
        return after.get("n") + (missing ? " missing" : " " + big.charAt(0) + big.length());
    }

    private static List<String> bigs(Session session, int count) throws Exception {
        return next(session, count).stream().map(ReselectionTest::big).toList();
    }

    /** So that the connector has seen the table. */
    private static void touch(int major, String name, Session session) throws Exception {
        execute(major, "UPDATE " + name + ".t SET n = 100 WHERE id = 3");
        next(session, 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void fillsInTheLastChangeOfARowInItsTransaction(int major) throws Exception {
        create(major, "filled");
        try (Session session = open(major, "filled")) {
            touch(major, "filled", session);
            execute(major, "UPDATE filled.t SET n = 1 WHERE id = 1");
            assertThat(bigs(session, 1)).containsExactly("1 15004");
            execute(
                    major,
                    "BEGIN; UPDATE filled.t SET n = 2 WHERE id = 1; UPDATE filled.t SET n = 3 WHERE"
                            + " id = 2; UPDATE filled.t SET n = 4 WHERE id = 1; COMMIT");
            assertThat(bigs(session, 3)).containsExactly("2 missing", "3 25004", "4 15004");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void leavesOutWhatHasChangedSince(int major) throws Exception {
        create(major, "since");
        try (Session session = open(major, "since")) {
            touch(major, "since", session);
            execute(
                    major,
                    "UPDATE since.t SET n = 1 WHERE id = 1",
                    "UPDATE since.t SET big = 'short' WHERE id = 1",
                    "UPDATE since.t SET n = 2 WHERE id = 2",
                    "DELETE FROM since.t WHERE id = 2");
            List<SourceRecord> records = next(session, 5);
            assertThat(big(records.get(0))).isEqualTo("1 missing");
            assertThat(big(records.get(2))).isEqualTo("2 missing");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void leavesOutWhatATransactionReplacesUnderAnEqualKey(int major) throws Exception {
        create(major, "equal");
        try (Session session = open(major, "equal")) {
            touch(major, "equal", session);
            execute(
                    major,
                    "BEGIN; UPDATE equal.t SET n = 1 WHERE id = 1; DELETE FROM equal.t WHERE id ="
                            + " 1; INSERT INTO equal.t VALUES (1.0, 9, 'other'); COMMIT",
                    "BEGIN; SAVEPOINT a; UPDATE equal.t SET n = 2 WHERE id = 2; RELEASE a; COMMIT");
            List<SourceRecord> records = next(session, 5);
            assertThat(big(records.get(0))).isEqualTo("1 missing");
            assertThat(big(records.get(4))).isEqualTo("2 missing");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void leavesOutWhatARewriteHasTouched(int major) throws Exception {
        create(major, "altered");
        try (Session session = open(major, "altered")) {
            touch(major, "altered", session);
            execute(
                    major,
                    "BEGIN; UPDATE altered.t SET n = 1 WHERE id = 1; ALTER TABLE altered.t ALTER"
                            + " big TYPE text USING upper(big); COMMIT");
            assertThat(bigs(session, 1)).containsExactly("1 missing");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void leavesOutWhatARenamingHasTouchedAndGoesOnBehindIt(int major) throws Exception {
        create(major, "renamed");
        try (Session session = open(major, "renamed")) {
            touch(major, "renamed", session);
            execute(
                    major,
                    "BEGIN; UPDATE renamed.t SET n = 1 WHERE id = 1; ALTER TABLE renamed.t RENAME"
                            + " big TO x; ALTER TABLE renamed.t RENAME w TO big; COMMIT");
            assertThat(bigs(session, 1)).containsExactly("1 missing");
            execute(
                    major,
                    "BEGIN; ALTER TABLE renamed.t RENAME big TO w; ALTER TABLE renamed.t RENAME x"
                            + " TO big; COMMIT");
            touch(major, "renamed", session);
            execute(major, "UPDATE renamed.t SET n = 2 WHERE id = 1");
            assertThat(bigs(session, 1)).containsExactly("2 15004");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void leavesOutWhatWasChangedWithoutBeingPublished(int major) throws Exception {
        create(major, "unseen");
        try (Session session = open(major, "unseen")) {
            touch(major, "unseen", session);
            execute(
                    major,
                    "BEGIN; UPDATE unseen.t SET n = 1 WHERE id = 1; ALTER PUBLICATION unseen DROP"
                            + " TABLE unseen.t; DELETE FROM unseen.t WHERE id = 1; INSERT INTO"
                            + " unseen.t VALUES (1, 9, 'other'); ALTER PUBLICATION unseen ADD TABLE"
                            + " unseen.t; COMMIT");
            assertThat(bigs(session, 1)).containsExactly("1 missing");
        }
    }
}
