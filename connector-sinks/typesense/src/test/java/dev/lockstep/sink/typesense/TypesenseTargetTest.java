package dev.lockstep.sink.typesense;

import static dev.lockstep.sink.typesense.Changes.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TypesenseTargetTest {

    private static final String TOMBSTONES = "lockstep_tombstones";

    private final FakeServer server = new FakeServer();
    private final TypesenseTarget target = target();
    private final Changes goods =
            new Changes(
                    "goods",
                    "id",
                    Schema.INT64_SCHEMA,
                    "name",
                    Schema.OPTIONAL_STRING_SCHEMA,
                    "note",
                    Schema.OPTIONAL_STRING_SCHEMA);

    @AfterEach
    void stop() {
        server.close();
    }

    private TypesenseTarget target(String... pairs) {
        return target(Clock.systemUTC(), pairs);
    }

    private TypesenseTarget target(Clock clock, String... pairs) {
        return new TypesenseTarget(Configs.of(server.url(), pairs), new SinkMetrics(), clock);
    }

    private Map<String, Object> document(String id) {
        return server.documents("goods").get(id);
    }

    @Test
    void aRowBecomesADocumentOfACollectionThatIsCreated() {
        target.apply(batch(goods.upsert(7L, "Žofie", null)));
        assertThat(document("7"))
                .containsOnlyKeys("id", "_id", "name", "lockstep_position")
                .containsEntry("id", "7")
                .containsEntry("_id", 7L)
                .containsEntry("name", "Žofie")
                .containsEntry("lockstep_position", 1_000L);
    }

    @Test
    void columnsBecomeFieldsByTheirSchemas() {
        Changes table =
                new Changes(
                        "types",
                        "k",
                        Schema.STRING_SCHEMA,
                        "i",
                        Schema.INT32_SCHEMA,
                        "l",
                        Schema.INT64_SCHEMA,
                        "f",
                        Schema.FLOAT64_SCHEMA,
                        "b",
                        Schema.BOOLEAN_SCHEMA,
                        "d",
                        Decimal.schema(2),
                        "t",
                        SchemaBuilder.int64().name("io.debezium.time.MicroTimestamp").build(),
                        "a",
                        SchemaBuilder.array(Schema.STRING_SCHEMA).build(),
                        "j",
                        SchemaBuilder.string().name("io.debezium.data.Json").build(),
                        "x",
                        Schema.BYTES_SCHEMA,
                        "u",
                        null);
        target.apply(
                batch(
                        table.upsert(
                                "k",
                                1,
                                2L,
                                0.5,
                                true,
                                new java.math.BigDecimal("1.10"),
                                1_700_000_000_000_001L,
                                List.of("a"),
                                "{\"a\":1}",
                                new byte[] {1},
                                "any")));
        assertThat(server.collections.get("types").fields)
                .containsExactlyInAnyOrderEntriesOf(
                        Map.ofEntries(
                                Map.entry("k", "string"),
                                Map.entry("i", "int32"),
                                Map.entry("l", "int64"),
                                Map.entry("f", "float"),
                                Map.entry("b", "bool"),
                                Map.entry("d", "string"),
                                Map.entry("t", "int64"),
                                Map.entry("a", "string[]"),
                                Map.entry("j", "string"),
                                Map.entry("u", "auto"),
                                Map.entry("lockstep_position", "int64")));
        assertThat(server.documents("types").get("k"))
                .containsEntry("d", "1.10")
                .containsEntry("t", 1_700_000_000_000_001L)
                .containsEntry("j", "{\"a\":1}")
                .containsEntry("x", "AQ==");
    }

    @Test
    void manyDocumentsAreDeletedByFewRequests() {
        List<Change> upserts = new ArrayList<>();
        List<Change> deletes = new ArrayList<>();
        for (long id = 0; id < 600; id++) {
            upserts.add(goods.upsert(id, "a", "b"));
            deletes.add(goods.delete(id));
        }
        target.apply(new Batch(upserts, Map.of(), true));
        assertThat(server.documents("goods")).hasSize(600);
        target.apply(new Batch(deletes, Map.of(), true));
        assertThat(server.documents("goods")).isEmpty();
        assertThat(server.count("DELETE", "/documents")).isLessThan(6);
        assertThat(server.count("POST", "/multi_search")).isEqualTo(2);
    }

    @Test
    void anOlderChangeIsLeftOut() {
        target.apply(batch(goods.at(20).upsert(1L, "new", null)));
        target.apply(batch(goods.at(10).upsert(1L, "old", null), goods.upsert(2L, "b", null)));
        target.apply(batch(goods.at(15).delete(1L)));
        assertThat(document("1")).containsEntry("name", "new");
        assertThat(document("2")).containsEntry("name", "b");
    }

    @Test
    void whatWasDeletedDoesNotComeBack() {
        target.apply(batch(goods.at(10).upsert(1L, "a", null)));
        target.apply(batch(goods.at(20).delete(1L)));
        target().apply(batch(goods.at(10).upsert(1L, "a", null)));
        assertThat(document("1")).isNull();
        target.apply(batch(goods.at(30).upsert(1L, "c", null)));
        assertThat(document("1")).containsEntry("name", "c");
    }

    @Test
    void withoutAFenceTheOrderOfTheRecordsHolds() {
        TypesenseTarget plain = target("fence", "none");
        plain.apply(batch(goods.at(20).upsert(1L, "new", null)));
        plain.apply(batch(goods.at(10).upsert(1L, "old", null)));
        assertThat(document("1"))
                .containsEntry("name", "old")
                .doesNotContainKey("lockstep_position");
        plain.apply(batch(goods.truncate()));
        assertThat(server.documents("goods")).isEmpty();
        assertThat(server.collections).containsOnlyKeys("goods");
        assertThat(server.count("POST", "/multi_search")).isZero();
    }

    @Test
    void aChangeWithoutAPositionIsAppliedWhateverTheDocumentIs() {
        target.apply(batch(goods.at(20).upsert(1L, "new", null)));
        target.apply(batch(goods.at(-1).upsert(1L, "plain", null)));
        assertThat(document("1")).containsEntry("name", "plain");
        target.apply(batch(goods.at(-1).delete(1L)));
        assertThat(document("1")).isNull();
        assertThat(server.documents(TOMBSTONES)).isEmpty();
    }

    @Test
    void aTruncateLeavesWhatIsNewer() {
        target.apply(batch(goods.at(10).upsert(1L, "a", null)));
        target.apply(batch(goods.at(30).upsert(2L, "b", null)));
        target.apply(batch(goods.at(20).truncate()));
        assertThat(server.documents("goods")).containsOnlyKeys("2");
        target.apply(batch(goods.at(10).upsert(1L, "a", null), goods.at(15).upsert(3L, "x", null)));
        assertThat(server.documents("goods")).containsOnlyKeys("2");
        target.apply(batch(goods.at(40).upsert(1L, "again", null)));
        assertThat(server.documents("goods")).containsOnlyKeys("1", "2");
    }

    @Test
    void rowsAfterATruncateOfTheirBatchAreWritten() {
        target.apply(
                batch(
                        goods.at(10).upsert(1L, "a", null),
                        goods.at(20).truncate(),
                        goods.at(30).upsert(2L, "b", null)));
        assertThat(server.documents("goods")).containsOnlyKeys("2");
    }

    @Test
    void aColumnThatTheLogDidNotCarryStays() {
        target.apply(batch(goods.at(10).upsert(1L, "a", "long text")));
        target.apply(batch(goods.at(20).partial(1L, "b")));
        assertThat(document("1")).containsEntry("name", "b").containsEntry("note", "long text");
    }

    @Test
    void aRowThatMovesTakesAlongWhatItsRecordLacks() {
        target.apply(batch(goods.at(10).upsert(1L, "a", "long text")));
        Change move = goods.at(20).moved(1L, 2L, "b");
        target.apply(batch(move));
        assertThat(server.documents("goods")).containsOnlyKeys("2");
        assertThat(document("2")).containsEntry("name", "b").containsEntry("note", "long text");
        target().apply(batch(move));
        assertThat(document("2")).containsEntry("name", "b").containsEntry("note", "long text");
    }

    @Test
    void aRowThatHasMovedIsGoneWhereItWasAfterAFailureInBetween() {
        target.apply(batch(goods.at(10).upsert(1L, "a", "long text")));
        Batch move = batch(goods.at(20).moved(1L, 2L, "b"));
        server.fail(TOMBSTONES + "/documents/import", 503, "{}");
        assertThatThrownBy(() -> target.apply(move)).isInstanceOf(TargetException.Transient.class);
        assertThat(server.documents("goods")).containsOnlyKeys("1", "2");
        target.apply(move);
        assertThat(server.documents("goods")).containsOnlyKeys("2");
        assertThat(document("2")).containsEntry("name", "b").containsEntry("note", "long text");
        target.apply(batch(goods.at(30).upsert(1L, "another", null)));
        target.apply(move);
        assertThat(document("1")).containsEntry("name", "another");
    }

    @Test
    void changesThatShareAPositionAreAllApplied() {
        target.apply(batch(goods.at(10).upsert(1L, "a", "long text")));
        Change second = goods.at(10).partial(1L, "b");
        target.apply(batch(second));
        assertThat(document("1")).containsEntry("name", "b").containsEntry("note", "long text");
        target.apply(batch(goods.at(10).delete(1L)));
        target.apply(batch(second));
        assertThat(server.documents("goods")).isEmpty();
    }

    @Test
    void columnsThatAppearBecomeFields() {
        target.apply(batch(goods.at(10).upsert(1L, "a", null)));
        target.apply(
                batch(goods.at(20).with("size", Schema.INT32_SCHEMA).upsert(1L, "a", null, 5)));
        assertThat(server.collections.get("goods").fields).containsEntry("size", "int32");
        assertThat(document("1")).containsEntry("size", 5L);
    }

    @Test
    void withoutEvolutionColumnsAreStoredWithoutAField() {
        target.apply(batch(goods.at(10).upsert(1L, "a", null)));
        target("auto.evolve", "false")
                .apply(
                        batch(
                                goods.at(20)
                                        .with("size", Schema.INT32_SCHEMA)
                                        .upsert(1L, "a", null, 5)));
        assertThat(server.collections.get("goods").fields).doesNotContainKey("size");
        assertThat(document("1")).containsEntry("size", 5L);
    }

    @Test
    void upsertReplacesADocumentAndEmplaceDoesNot() {
        target.apply(batch(goods.at(10).upsert(1L, "a", null)));
        document("1").put("tag", "theirs");
        target("write.mode", "emplace").apply(batch(goods.at(20).upsert(1L, "b", null)));
        assertThat(document("1")).containsEntry("name", "b").containsEntry("tag", "theirs");
        target.apply(batch(goods.at(30).upsert(1L, "c", null)));
        assertThat(document("1")).containsEntry("name", "c").doesNotContainKey("tag");
    }

    @Test
    void tombstonesArePurgedWhenTheyAreOld() {
        Instant start = Instant.parse("2026-11-20T10:00:00Z");
        MovableClock clock = new MovableClock(start);
        TypesenseTarget purging = target(clock, "delete.retention.ms", "60000");
        purging.apply(batch(goods.at(10).upsert(1L, "a", null)));
        purging.apply(batch(goods.at(20).delete(1L)));
        assertThat(server.documents(TOMBSTONES)).containsOnlyKeys("goods/1");
        clock.now = start.plus(Duration.ofHours(2));
        purging.apply(batch(goods.at(30).upsert(2L, "b", null)));
        assertThat(server.documents(TOMBSTONES)).isEmpty();
    }

    @Test
    void idsAreSafeInPathsAndFilters() {
        Changes table = new Changes("texts", "k", Schema.STRING_SCHEMA);
        target.apply(
                batch(
                        table.at(10).upsert("a b`,`%"),
                        table.upsert("ž"),
                        table.upsert("x".repeat(600))));
        assertThat(server.documents("texts"))
                .containsKeys("a%20b%60%2C%60%25", "%C5%BE")
                .hasSize(3)
                .anySatisfy((id, document) -> assertThat(id).hasSize(71).startsWith("sha256:"));
        target.apply(batch(table.at(20).delete("a b`,`%"), table.delete("x".repeat(600))));
        assertThat(server.documents("texts")).containsOnlyKeys("%C5%BE");
    }

    private static final class MovableClock extends Clock {

        private Instant now;

        private MovableClock(Instant now) {
            this.now = now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
