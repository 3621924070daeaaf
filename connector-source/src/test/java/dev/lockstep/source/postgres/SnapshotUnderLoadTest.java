package dev.lockstep.source.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import dev.lockstep.source.postgres.record.SourceOffset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A snapshot in chunks of a few pages, cut off again and again and resumed from some offset that
 * may have been stored, while sessions insert, update and delete. Repeat a run with {@code
 * -Dlockstep.snapshot.seed}.
 */
@Timeout(120)
class SnapshotUnderLoadTest {

    private static final String[] TABLES = {"plain", "wide", "whole"};
    private static final int ROWS = 4_000;
    private static final int CUTS = 6;
    private static final int CHUNK_PAGES = 3;
    private static final String UNAVAILABLE = "__debezium_unavailable_value";

    /** Everything that was handed out, by life. */
    private final List<List<SourceRecord>> lives = new ArrayList<>();

    private PostgresServer server;
    private volatile boolean ended;

    @Test
    void endsWithTheRowsOfTheDatabaseAndGoesBackNowhere() throws Exception {
        long seed = Long.getLong("lockstep.snapshot.seed", System.nanoTime());
        System.out.println("SnapshotUnderLoadTest: -Dlockstep.snapshot.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        ExecutorService sessions = Executors.newCachedThreadPool();
        try (PostgresServer started = PostgresServer.builder().major(18).start()) {
            server = started;
            createTables();
            Optional<SourceOffset> stored = Optional.of(inSmallChunks());
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                SplittableRandom own = random.split();
                writers.add(sessions.submit(() -> write(own)));
            }
            for (int i = 0; i < CUTS; i++) {
                stored = life(stored, random);
            }
            ended = true;
            for (Future<?> writer : writers) {
                writer.get();
            }
            execute("INSERT INTO plain VALUES (-1, 0, 'e')");
            lastLife(stored);
            checkOrder();
            for (String table : TABLES) {
                assertThat(told(table)).as(table).isEqualTo(rows(table));
            }
        } finally {
            sessions.shutdownNow();
        }
    }

    private void execute(String... sql) throws SQLException {
        server.execute("postgres", sql);
    }

    private void createTables() throws SQLException {
        for (String table : TABLES) {
            execute(
                    "CREATE TABLE "
                            + table
                            + " (id int PRIMARY KEY, version int NOT NULL, filler text)",
                    "ALTER TABLE " + table + " ALTER filler SET STORAGE EXTERNAL",
                    "ALTER TABLE " + table + " SET (autovacuum_enabled = off)",
                    "INSERT INTO "
                            + table
                            + " SELECT i, 0, repeat('x', CASE i % 3 WHEN 0 THEN 3000 ELSE 50 END)"
                            + " FROM generate_series(1, "
                            + ROWS
                            + ") i");
        }
        execute("ALTER TABLE whole REPLICA IDENTITY FULL");
    }

    private Session open(String mode, Optional<SourceOffset> stored) throws SQLException {
        PostgresSourceConfig config =
                Sessions.config(
                        server,
                        "load",
                        "max.batch.size",
                        "64",
                        "max.queue.size",
                        "128",
                        "snapshot.mode",
                        mode);
        Database database = new Database(config.connection(), "load");
        while (true) {
            try {
                return new CaptureStart(
                                config,
                                database,
                                "1.0",
                                Map.of("server", "load"),
                                new CaptureMetrics(() -> 0),
                                new StreamForm(config),
                                false)
                        .open(stored);
            } catch (SQLException e) {
                // The server may not have noticed yet that the session before has ended.
                if (Diagnosis.of(e).outcome() == Diagnosis.Outcome.STOP) {
                    throw e;
                }
            }
        }
    }

    /** As if a snapshot in chunks of few pages had begun and nothing of it were stored yet. */
    private SourceOffset inSmallChunks() throws Exception {
        Map<String, Object> offset;
        try (Session session = open("no_data", Optional.empty())) {
            offset = new HashMap<>(session.handedOut());
        }
        StringBuilder progress = new StringBuilder("1;");
        StringBuilder unfinished = new StringBuilder();
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                "SELECT oid, pg_relation_filenode(oid), (SELECT"
                                        + " pg_snapshot_xmin(pg_current_snapshot())), max(oid)"
                                        + " OVER () FROM pg_class WHERE relkind = 'r' AND"
                                        + " relnamespace = 'public'::regnamespace")) {
            while (row.next()) {
                progress.setLength(2);
                progress.append(row.getString(4));
                unfinished
                        .append(';')
                        .append(row.getString(1))
                        .append('/')
                        .append(row.getString(2))
                        .append('/')
                        .append(CHUNK_PAGES)
                        .append('/')
                        .append(row.getString(3))
                        .append('/');
            }
        }
        offset.put("snapshot_progress", progress.append(unfinished).toString());
        return SourceOffset.of(offset);
    }

    private Void write(SplittableRandom random) throws SQLException {
        try (Connection connection = server.connect("postgres")) {
            connection.setAutoCommit(false);
            while (!ended) {
                try {
                    for (int i = random.nextInt(1, 5); i > 0; i--) {
                        change(connection, random);
                    }
                    if (random.nextInt(10) == 0) {
                        connection.rollback();
                    } else {
                        connection.commit();
                    }
                } catch (SQLException e) {
                    // Sessions meet on keys.
                    connection.rollback();
                    if (!List.of("40P01", "23505").contains(e.getSQLState())) {
                        throw e;
                    }
                }
            }
        }
        return null;
    }

    private static void change(Connection connection, SplittableRandom random) throws SQLException {
        String table = TABLES[random.nextInt(TABLES.length)];
        String[] statements = {
            "UPDATE " + table + " SET version = version + 1 WHERE id = ?",
            "UPDATE "
                    + table
                    + " SET version = version + 1, filler = repeat('y', 2500) WHERE id = ?",
            "DELETE FROM " + table + " WHERE id = ?",
            "INSERT INTO "
                    + table
                    + " VALUES (?, 0, repeat('z', 2400)) ON CONFLICT (id) DO UPDATE SET version = "
                    + table
                    + ".version + 1"
        };
        int[] often = {0, 0, 0, 0, 1, 2, 3};
        try (PreparedStatement statement =
                connection.prepareStatement(statements[often[random.nextInt(often.length)]])) {
            statement.setInt(1, random.nextInt(1, ROWS + 200));
            statement.execute();
        }
    }

    /** Takes some records, and returns an offset that may have been stored at the cut. */
    private Optional<SourceOffset> life(Optional<SourceOffset> stored, SplittableRandom random)
            throws Exception {
        List<SourceRecord> records = new ArrayList<>();
        lives.add(records);
        int goal = random.nextInt(1, 2_500);
        // Makes room in pages that were read for rows of pages that were not.
        execute("VACUUM " + String.join(", ", TABLES));
        try (Session session = open("initial", stored)) {
            while (records.stream().filter(SnapshotUnderLoadTest::isRow).count() < goal
                    && (records.isEmpty() || session.handedOut().snapshot().isPresent())) {
                records.addAll(session.poll());
            }
        }
        SourceRecord last = records.get(random.nextInt(records.size() * 3 / 4, records.size()));
        return Sessions.restored(last);
    }

    private void lastLife(Optional<SourceOffset> stored) throws Exception {
        List<SourceRecord> records = new ArrayList<>();
        lives.add(records);
        try (Session session = open("initial", stored)) {
            // What was written last is seen in the stream, or by the snapshot, which then ends.
            while (records.isEmpty()
                    || records.stream().noneMatch(SnapshotUnderLoadTest::isEnd)
                    || session.handedOut().snapshot().isPresent()) {
                records.addAll(session.poll());
            }
        }
    }

    private static boolean isRow(SourceRecord record) {
        return record.value() != null && ((Struct) record.value()).getString("op").equals("r");
    }

    private static boolean isEnd(SourceRecord record) {
        return record.value() != null && ((Struct) record.key()).getInt32("id") == -1;
    }

    /** Within a life places never go back, nor do they when a life follows another. */
    private void checkOrder() {
        int rows = 0;
        for (List<SourceRecord> life : lives) {
            long latest = 0;
            for (SourceRecord record : life) {
                if (record.value() != null) {
                    Struct value = (Struct) record.value();
                    long position = value.getStruct("source").getInt64("position");
                    assertThat(position).isGreaterThanOrEqualTo(latest);
                    latest = position;
                    rows += isRow(record) ? 1 : 0;
                }
            }
        }
        System.out.println(
                "SnapshotUnderLoadTest: "
                        + lives.stream().map(List::size).toList()
                        + " records by life, "
                        + rows
                        + " of them rows read");
    }

    /** By id, what a reader holds that keeps a value for which a change brings none. */
    private Map<Integer, String> told(String table) {
        Map<Integer, String> told = new TreeMap<>();
        Map<Integer, Long> places = new HashMap<>();
        for (List<SourceRecord> life : lives) {
            for (SourceRecord record : life) {
                if (record.topic().endsWith("." + table) && record.value() != null) {
                    apply((Struct) record.key(), (Struct) record.value(), told, places);
                }
            }
        }
        return told;
    }

    private static void apply(
            Struct key, Struct value, Map<Integer, String> told, Map<Integer, Long> places) {
        int id = key.getInt32("id");
        long position = value.getStruct("source").getInt64("position");
        Long latest = places.get(id);
        if (latest != null && position < latest) {
            // Repeated after a cut.
            return;
        }
        places.put(id, position);
        Struct after = value.getStruct("after");
        if (after == null) {
            told.remove(id);
            return;
        }
        String filler = after.getString("filler");
        if (filler.equals(UNAVAILABLE)) {
            String known = told.get(id);
            filler = known == null ? UNAVAILABLE : known.substring(known.indexOf(' ') + 1);
        } else {
            filler = filler.charAt(0) + "*" + filler.length();
        }
        told.put(id, after.getInt32("version") + " " + filler);
    }

    private Map<Integer, String> rows(String table) throws SQLException {
        Map<Integer, String> rows = new TreeMap<>();
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
            while (row.next()) {
                String filler = row.getString(3);
                rows.put(
                        row.getInt(1),
                        row.getInt(2)
                                + " "
                                + (filler.isEmpty()
                                        ? ""
                                        : filler.charAt(0) + "*" + filler.length()));
            }
        }
        return rows;
    }
}
