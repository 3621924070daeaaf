package dev.lockstep.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.record.SourceOffset;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Snapshots of sessions against the oldest and the newest server. */
@Timeout(60)
class SnapshotTest {

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.builder().major(18).start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static PostgresSourceConfig config(String name, String... options) {
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
                return CaptureSession.open(config, database, "1.0", partition, stored);
            } catch (SQLException e) {
                // The server may not have noticed yet that the session before has ended.
                if (Diagnosis.of(e).outcome() != Diagnosis.Outcome.SLOT_HELD) {
                    throw e;
                }
            }
        }
    }

    private static void execute(String... sql) throws SQLException {
        server.execute("postgres", sql);
    }

    private static List<SourceRecord> next(Session session, int count) throws Exception {
        List<SourceRecord> records = new ArrayList<>();
        while (records.size() < count) {
            records.addAll(session.poll());
        }
        return records;
    }

    private static String describe(SourceRecord record) {
        Struct value = (Struct) record.value();
        return value.getString("op")
                + value.getStruct("source").get("snapshot")
                + ":"
                + value.getStruct("after").get("id");
    }

    private static Optional<SourceOffset> restored(SourceRecord record) {
        return Optional.of(SourceOffset.of(new HashMap<>(record.sourceOffset())));
    }

    @Test
    void readsWhatIsThereAndThenWhatChanges() throws Exception {
        execute(
                "CREATE SCHEMA plain",
                "CREATE TABLE plain.a (id int PRIMARY KEY, v text)",
                "CREATE TABLE plain.empty (id int PRIMARY KEY)",
                "INSERT INTO plain.a SELECT i, 'x' || i FROM generate_series(1, 3) i");
        PostgresSourceConfig config = config("plain");
        SourceRecord last;
        try (Session session = open(config, Optional.empty())) {
            List<SourceRecord> rows = next(session, 3);
            execute("INSERT INTO plain.a VALUES (4)");
            List<SourceRecord> changes = next(session, 1);
            assertThat(rows.stream().map(SnapshotTest::describe))
                    .containsExactly("rfirst:1", "rtrue:2", "rlast:3");
            assertThat(changes.stream().map(SnapshotTest::describe)).containsExactly("cfalse:4");
            last = rows.get(2);
            assertThat(last.sourceOffset()).doesNotContainKey("snapshot_progress");
            assertThat(rows.get(1).sourceOffset()).containsKey("snapshot_progress");
        }
        try (Session session = open(config, restored(last))) {
            assertThat(next(session, 1).stream().map(SnapshotTest::describe))
                    .containsExactly("cfalse:4");
        }
    }
}
