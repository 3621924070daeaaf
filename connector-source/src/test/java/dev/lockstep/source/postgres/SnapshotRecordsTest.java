package dev.lockstep.source.postgres;

import static dev.lockstep.source.postgres.Sessions.config;
import static dev.lockstep.source.postgres.Sessions.execute;
import static dev.lockstep.source.postgres.Sessions.next;
import static dev.lockstep.source.postgres.Sessions.open;
import static dev.lockstep.source.postgres.SnapshotEvents.marked;
import static dev.lockstep.source.postgres.SnapshotEvents.position;
import static dev.lockstep.source.postgres.SnapshotEvents.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import dev.lockstep.source.postgres.metrics.Figure;
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

/** What the records of a snapshot carry besides rows, and in their place. */
@Timeout(60)
@ExtendWith(SharedServers.class)
class SnapshotRecordsTest {

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
        CaptureMetrics metrics = new CaptureMetrics(() -> 0);
        try (Session session = open(config(major, "bad", options), Optional.empty(), metrics)) {
            records = next(session, 3);
        }
        assertThat(records.stream().map(SourceRecord::topic))
                .containsExactly("bad.bad.a", "bad.errors", "bad.bad.a");
        assertThat(shown("snapshot-failed-rows", metrics)).isEqualTo(1L);
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

    private static Number shown(String label, CaptureMetrics metrics) {
        return Figure.ALL.stream()
                .filter(figure -> figure.label().equals(label))
                .findFirst()
                .orElseThrow()
                .value()
                .apply(metrics);
    }
}
