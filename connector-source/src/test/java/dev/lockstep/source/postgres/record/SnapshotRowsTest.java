package dev.lockstep.source.postgres.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.pgoutput.CopyText;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.LogicalMessage;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.stream.LogEntry.Change;
import dev.lockstep.source.postgres.stream.LogEntry.Definition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Rows that a follower adds at a watermark. */
class SnapshotRowsTest {

    private static final int TABLE = 100;

    private static final Schema NOTICE =
            SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).build();

    private final Wal wal = new Wal().define(TABLE, "keyed", 'd', "*id:25", "big:25");
    private final Capture capture = new Capture("skipped.operations", "none");

    /** Adds two rows at each watermark. */
    private static final class Follower implements LogFollower {

        private final Queue<Notice> notices = new ArrayDeque<>();
        private final List<Boolean> seen = new ArrayList<>();
        private final String first;
        private Relation relation;
        private String progress;

        Follower() {
            this("7\tx");
        }

        Follower(String first) {
            this.first = first;
        }

        @Override
        public void begin() {
            // Nothing comes but the log.
        }

        @Override
        public void define(Relation defined) {
            relation = defined;
        }

        @Override
        public SnapshotRows follow(Change change, boolean wasSeen) {
            seen.add(wasSeen);
            if (wasSeen
                    || !(change.message() instanceof LogicalMessage message)
                    || !message.prefix().equals(WATERMARK)) {
                return null;
            }
            progress = "after";
            notices.add(
                    new Notice(
                            "news",
                            new Struct(NOTICE).put("id", "1"),
                            new Struct(NOTICE).put("id", "1")));
            return new SnapshotRows(
                    relation, List.of(row(first), row("8\t\\N")), i -> () -> "row " + i);
        }

        private static Tuple row(String line) {
            return CopyText.tuple(line.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public AdHocProgress progress() {
            String text = progress;
            return text == null ? null : () -> text;
        }

        @Override
        public Notice takeNotice() {
            return notices.poll();
        }
    }

    private static Struct source(SourceRecord record) {
        return ((Struct) record.value()).getStruct("source");
    }

    private static Object progress(SourceRecord record) {
        return record.sourceOffset().get("incremental_snapshot");
    }

    private List<SourceRecord> records() {
        wal.transaction(t -> t.insert(TABLE, "1", "a"));
        wal.transaction(t -> t.message(LogFollower.WATERMARK, "1"));
        wal.transaction(t -> t.insert(TABLE, "2", "b"));
        SourceOffset from = Capture.beginning();
        return Capture.records(
                capture.assembler(from, new Follower()), wal.from(from.resumeFrom().value()));
    }

    @Test
    void standAtTheWatermarkInTheCommitOrder() {
        List<SourceRecord> records = records();
        assertThat(records.stream().limit(4).map(r -> ((Struct) r.value()).getString("op")))
                .containsExactly("c", "r", "r", "c");
        List<Long> positions =
                records.stream().limit(4).map(r -> source(r).getInt64("position")).toList();
        assertThat(positions).isSorted().doesNotHaveDuplicates();
        assertThat(records.stream().limit(4).map(r -> source(r).get("snapshot")))
                .containsExactly("false", "incremental", "incremental", "false");
        assertThat(records.stream().limit(4).map(r -> source(r).getBoolean("last")))
                .containsExactly(true, false, true, true);
        assertThat(((Struct) records.get(2).value()).getStruct("after").get("big")).isNull();
        assertThat(((Struct) records.get(2).key()).get("id")).isEqualTo("8");
    }

    @Test
    void carryTheirOwnProgressAndWhatFollowsTheNext() {
        List<SourceRecord> records = records();
        assertThat(records.stream().limit(4).map(SnapshotRowsTest::progress))
                .containsExactly(null, "row 0", "row 1", "after");
    }

    @Test
    void noticesComeBehindAndMoveNothingOn() {
        List<SourceRecord> records = records();
        SourceRecord notice = records.get(4);
        assertThat(records).hasSize(5);
        assertThat(notice.topic()).isEqualTo("news");
        assertThat(notice.sourceOffset()).isEqualTo(records.get(3).sourceOffset());
    }

    @Test
    void progressIsReadBackFromAStoredOffset() {
        SourceRecord row = records().get(1);
        SourceOffset stored = SourceOffset.of(Map.copyOf(row.sourceOffset()));
        assertThat(stored.adHoc()).contains("row 0");
        assertThat(stored.skippingBefore(0).adHoc()).contains("row 0");
    }

    @Test
    void aWatermarkThatWasHandedOutIsSeen() {
        SourceRecord row = records().get(1);
        SourceOffset stored = SourceOffset.of(Map.copyOf(row.sourceOffset()));
        Follower follower = new Follower();
        Capture.records(capture.assembler(stored, follower), wal.from(stored.resumeFrom().value()));
        assertThat(follower.seen).containsExactly(true, false);
    }

    private static Relation relation(String... columns) {
        return new Wal()
                        .define(TABLE, "keyed", 'd', columns)
                        .transaction(t -> t.insert(TABLE, "1", "1"))
                        .from(0)
                        .stream()
                        .filter(Definition.class::isInstance)
                        .map(entry -> ((Definition) entry).relation())
                        .findFirst()
                        .orElseThrow();
    }

    /** What follows from watermarks in a log that has nothing else. */
    private static List<SourceRecord> records(
            Capture capture, Follower follower, Relation relation, int watermarks) {
        Wal silent = new Wal();
        for (int i = 0; i < watermarks; i++) {
            silent.transaction(t -> t.message(LogFollower.WATERMARK, "1"));
        }
        follower.define(relation);
        SourceOffset from = Capture.beginning();
        return Capture.records(
                        capture.assembler(from, follower), silent.from(from.resumeFrom().value()))
                .stream()
                .filter(record -> !record.topic().equals("news"))
                .toList();
    }

    @Test
    void goTheWayOfBadRowsIfTheyAre() {
        List<SourceRecord> records =
                records(
                        new Capture("errors.policy", "topic"),
                        new Follower("7\tseven"),
                        relation("*id:25", "big:23"),
                        1);
        assertThat(records.stream().map(SourceRecord::topic))
                .containsExactly("shop.errors", "shop.public.keyed");
        assertThat(((Struct) records.get(0).value()).getMap("after"))
                .isEqualTo(Map.of("id", "7", "big", "seven"));
        assertThat(source(records.get(0)).get("snapshot")).isEqualTo("incremental");
    }

    @Test
    void comeBehindTheDefinitionOfTheirTableThoughTheLogHasNone() {
        List<SourceRecord> records =
                records(
                        new Capture("schema.change.topic", "definitions"),
                        new Follower(),
                        relation("*id:25", "big:25"),
                        2);
        assertThat(records.stream().map(SourceRecord::topic))
                .containsExactly(
                        "definitions",
                        "shop.public.keyed",
                        "shop.public.keyed",
                        "shop.public.keyed",
                        "shop.public.keyed");
        assertThat(((Struct) records.get(0).value()).getInt64("version"))
                .isEqualTo(source(records.get(1)).getInt64("position"));
    }
}
