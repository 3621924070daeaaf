package dev.lockstep.source.postgres;

import static dev.lockstep.source.postgres.Sessions.config;
import static dev.lockstep.source.postgres.Sessions.execute;
import static dev.lockstep.source.postgres.Sessions.next;
import static dev.lockstep.source.postgres.Sessions.number;
import static dev.lockstep.source.postgres.Sessions.open;
import static dev.lockstep.source.postgres.Sessions.restored;
import static dev.lockstep.source.postgres.SnapshotEvents.id;
import static dev.lockstep.source.postgres.SnapshotEvents.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.snapshot.TableSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Snapshots of sessions against the oldest and the newest server: order, marks, and what a resumed
 * one reads again.
 */
@Timeout(60)
@ExtendWith(SharedServers.class)
class SnapshotTest {

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
            assertThat(rows.stream().map(SnapshotEvents::marked))
                    .containsExactly("first r1", "true r2", "last r3");
            assertThat(changes.stream().map(SnapshotEvents::marked)).containsExactly("false c4");
            last = rows.get(2);
            assertThat(last.sourceOffset()).doesNotContainKey("snapshot_progress");
            assertThat(rows.get(1).sourceOffset()).containsKey("snapshot_progress");
            assertThat(position(changes.get(0))).isGreaterThan(position(last));
        }
        try (Session session = open(config, restored(last))) {
            assertThat(next(session, 1).stream().map(SnapshotEvents::id)).containsExactly("c4");
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
            assertThat(next(session, 6).stream().map(SnapshotEvents::marked))
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
            assertThat(records.subList(600, records.size()).stream().map(SnapshotEvents::id))
                    .filteredOn(id -> id.startsWith("r"))
                    .hasSize((int) unread)
                    .doesNotHaveDuplicates();
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
            assertThat(rest).last().extracting(SnapshotEvents::id).isEqualTo("r5001");
        }
    }
}
