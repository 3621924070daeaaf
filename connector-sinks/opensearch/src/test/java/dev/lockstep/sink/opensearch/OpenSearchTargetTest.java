package dev.lockstep.sink.opensearch;

import static org.apache.kafka.connect.data.Schema.INT64_SCHEMA;
import static org.apache.kafka.connect.data.Schema.OPTIONAL_STRING_SCHEMA;
import static org.apache.kafka.connect.data.Schema.STRING_SCHEMA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.metrics.Figure;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.opensearch.index.SharedServer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.connect.data.Decimal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

class OpenSearchTargetTest {

    private final Cluster cluster = cluster();

    private OpenSearchTarget target;
    private String table;
    private Changes t;

    Cluster cluster() {
        return new Cluster(SharedServer.get());
    }

    @BeforeEach
    void open(TestInfo test) {
        table = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        t =
                new Changes(
                        table,
                        1,
                        "id",
                        INT64_SCHEMA,
                        "name",
                        OPTIONAL_STRING_SCHEMA,
                        "big",
                        OPTIONAL_STRING_SCHEMA);
        target = cluster.target();
    }

    @AfterEach
    void close() {
        target.close();
    }

    private void use(String... options) {
        target.close();
        target = cluster.target(options);
    }

    private void apply(Change... changes) {
        target.apply(Changes.batch(changes));
    }

    private List<String> refusals(Change... changes) {
        TargetException.Refused refused =
                catchThrowableOfType(TargetException.Refused.class, () -> apply(changes));
        assertThat(refused).isNotNull();
        return refused.refusals().stream().map(TargetException.Refusal::message).toList();
    }

    private Map<String, Map<?, ?>> found() {
        return cluster.found(table);
    }

    private Map<?, ?> stored(Object id) {
        return cluster.stored(table + "-lockstep", id.toString());
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> source(Object id) {
        return (Map<String, Object>) stored(id).get("_source");
    }

    private boolean isDeleted(Object id) {
        return Boolean.TRUE.equals(source(id).get("lockstep_deleted"));
    }

    @Test
    void writesTheLastChangeOfEachRowWithItsPositionAsVersion() {
        apply(
                t.at(10).upsert(1L, "a", "x"),
                t.at(11).upsert(2L, "b", "x"),
                t.at(12).upsert(1L, "c", null));
        assertThat(found()).containsOnlyKeys("1", "2");
        assertThat(source(1).get("name")).isEqualTo("c");
        assertThat(source(1)).containsKey("big");
        assertThat(stored(1).get("_version")).isEqualTo(12L);
    }

    @Test
    void leavesOutWhatIsOlderThanTheDocument() {
        apply(t.at(20).upsert(1L, "new", "x"), t.at(21).delete(2L));
        SinkMetrics metrics = new SinkMetrics();
        target.close();
        target = cluster.target(metrics, Clock.systemUTC());
        apply(t.at(10).upsert(1L, "old", "x"), t.at(11).upsert(2L, "old", "x"));
        apply(t.at(12).delete(1L));
        assertThat(found()).containsOnlyKeys("1");
        assertThat(source(1).get("name")).isEqualTo("new");
        assertThat(isDeleted(2)).isTrue();
        assertThat(Figure.ALL)
                .filteredOn(figure -> figure.label().equals("stale-total"))
                .singleElement()
                .satisfies(figure -> assertThat(figure.value().apply(metrics)).isEqualTo(3L));
    }

    @Test
    void acceptsTheSamePositionAgain() {
        apply(t.at(20).upsert(1L, "a", "x"));
        apply(t.at(20).upsert(1L, "b", "x"));
        assertThat(source(1).get("name")).isEqualTo("b");
    }

    @Test
    void deletesByATombstoneThatTellsNoPosition() {
        apply(t.at(1_000_000).upsert(1L, "a", "x"));
        apply(t.tombstone(1L), t.tombstone(2L));
        assertThat(found()).isEmpty();
        assertThat(isDeleted(1)).isTrue();
        assertThat(stored(1).get("_version")).isEqualTo(1_000_000L);
        apply(t.at(999_999).upsert(1L, "old", "x"));
        assertThat(found()).isEmpty();
        apply(t.at(1_000_001).upsert(1L, "b", "x"));
        assertThat(found()).containsOnlyKeys("1");
    }

    @Test
    void hidesDeletedRowsUntilTheyComeBack() {
        apply(t.at(10).upsert(1L, "a", "x"));
        apply(t.at(11).delete(1L));
        assertThat(found()).isEmpty();
        assertThat(source(1)).containsOnlyKeys("lockstep_deleted", "lockstep_deleted_at");
        apply(t.at(12).upsert(1L, "b", "x"));
        assertThat(found()).containsOnlyKeys("1");
    }

    @Test
    void deletesForGoodIfToldTo() {
        use("delete.mode", "hard");
        apply(t.at(10).upsert(1L, "a", "x"), t.at(11).upsert(2L, "b", "x"));
        apply(t.at(12).delete(1L), t.at(13).delete(3L));
        apply(t.at(11).upsert(1L, "a", "x"));
        assertThat(found()).containsOnlyKeys("2");
        assertThat(cluster.stored(table, "1").get("found")).isEqualTo(false);
    }

    @Test
    void emptiesATableAtATruncateAndNoRowOfBeforeComesBack() {
        Change[] rows =
                LongStream.range(0, 50)
                        .mapToObj(id -> t.at(10 + id).upsert(id, "a", "x"))
                        .toArray(Change[]::new);
        use("batch.size", "7");
        apply(rows);
        apply(
                t.at(100).upsert(60L, "only in this batch", "x"),
                t.at(200).upsert(61L, "only in this batch", "x"),
                t.at(300).truncate(),
                t.at(301).upsert(61L, "after", "x"),
                t.at(302).upsert(3L, "after", "x"));
        assertThat(found()).containsOnlyKeys("61", "3");
        assertThat(stored(7).get("_version")).isEqualTo(300L);
        apply(rows);
        apply(t.at(100).upsert(60L, "again", "x"), t.at(200).upsert(61L, "again", "x"));
        assertThat(found()).containsOnlyKeys("61", "3");
        assertThat(source(61).get("name")).isEqualTo("after");
    }

    @Test
    void hasNothingToDoForATruncateOfATableThatHasNoIndexYet() {
        apply(t.at(10).truncate());
        apply(t.at(11).upsert(1L, "a", "x"));
        assertThat(found()).containsOnlyKeys("1");
    }

    @Test
    void leavesRowsThatAreNewerThanATruncate() {
        apply(t.at(10).upsert(1L, "old", "x"), t.at(50).upsert(2L, "new", "x"));
        apply(t.at(40).truncate());
        assertThat(found()).containsOnlyKeys("2");
    }

    @Test
    void emptiesOneTableOfAnIndexThatSeveralShare() {
        use("index.name.format", table, "document.id.format", "${table}:${key}");
        Changes other = new Changes(table + "2", 1, "id", INT64_SCHEMA);
        apply(t.at(10).upsert(1L, "a", "x"), other.at(11).upsert(1L));
        assertThat(source(table + ":1").get("lockstep_table")).isEqualTo("shop.public." + table);
        apply(t.at(20).truncate());
        assertThat(found()).containsOnlyKeys(table + "2:1");
    }

    @Test
    void fillsColumnsThatAnEventLeavesOutFromTheDocument() {
        String big = "é \"quoted\" \n" + "x".repeat(3_000);
        apply(t.at(10).upsert(1L, "a", big), t.at(11).upsert(2L, "a", null));
        apply(t.at(12).partial(List.of(2), 1L, "b", null), t.at(13).upsert(3L, "c", "y"));
        assertThat(source(1).get("name")).isEqualTo("b");
        assertThat(source(1).get("big")).isEqualTo(big);
        assertThat(stored(1).get("_version")).isEqualTo(12L);
        apply(t.at(11).partial(List.of(2), 1L, "stale", null));
        assertThat(source(1).get("name")).isEqualTo("b");
        assertThat(found()).containsOnlyKeys("1", "2", "3");
    }

    @Test
    void keepsEveryDigitOfWhatItFillsIn() {
        Changes n =
                new Changes(
                        table,
                        1,
                        "id",
                        INT64_SCHEMA,
                        "name",
                        OPTIONAL_STRING_SCHEMA,
                        "big",
                        Decimal.schema(20));
        BigDecimal digits = new BigDecimal("12345678901234567.12345678901234567890");
        use("mapping.decimal", "keyword");
        apply(n.at(10).upsert(1L, "a", digits));
        apply(n.at(11).partial(List.of(2), 1L, "b", null));
        assertThat(cluster.server.request("GET", "/" + table + "/_doc/1").body())
                .contains(digits.toPlainString(), "\"name\":\"b\"");
    }

    @Test
    void refusesARowWhoseMissingColumnsAreNowhere() {
        apply(t.at(10).upsert(1L, "a", "x"));
        apply(t.at(11).delete(1L));
        assertThat(
                        refusals(
                                t.at(12).partial(List.of(2), 1L, "secret", null),
                                t.at(13).partial(List.of(2), 9L, "secret", null),
                                t.at(14).upsert(3L, "good", "x")))
                .hasSize(2)
                .allSatisfy(
                        message ->
                                assertThat(message)
                                        .contains("ad hoc snapshot")
                                        .doesNotContain("secret"));
        assertThat(found()).containsOnlyKeys("3");
        apply(t.at(10).partial(List.of(2), 1L, "stale", null));
        assertThat(found()).containsOnlyKeys("3");
    }

    @Test
    void takesNoticeOfHardDeletesWhenColumnsAreMissing() {
        use("delete.mode", "hard");
        apply(t.at(10).upsert(1L, "a", "x"));
        apply(t.at(12).delete(1L));
        apply(t.at(11).partial(List.of(2), 1L, "stale", null));
        assertThat(refusals(t.at(13).partial(List.of(2), 1L, "b", null))).hasSize(1);
        assertThat(found()).isEmpty();
    }

    /** Another task has begun with a truncate, which takes the new key away at its end. */
    @Test
    void leavesOutAMoveOfARowWhoseOldKeyHasGoneOn() {
        apply(t.at(10).upsert(1L, "a", "large"));
        apply(t.at(50).delete(1L));
        apply(t.at(20).moved(new Object[] {1L}, List.of(2), 2L, "b", null));
        assertThat(found()).isEmpty();
        assertThat(stored(1).get("_version")).isEqualTo(50L);
    }

    @Test
    void leavesOutSuchAMoveWhereDeletesLeaveNothing() {
        use("delete.mode", "hard");
        apply(t.at(10).upsert(1L, "a", "large"));
        apply(t.at(50).delete(1L));
        apply(t.at(20).moved(new Object[] {1L}, List.of(2), 2L, "b", null));
        assertThat(found()).isEmpty();
    }

    @Test
    void movesARowToItsNewKeyWithWhatTheEventLeavesOut() {
        apply(t.at(10).upsert(1L, "a", "large"));
        Change move = t.at(11).moved(new Object[] {1L}, List.of(2), 2L, "b", null);
        apply(move);
        assertThat(found()).containsOnlyKeys("2");
        assertThat(source(2).get("big")).isEqualTo("large");
        assertThat(stored(1).get("_version")).isEqualTo(11L);
        apply(move);
        assertThat(found()).containsOnlyKeys("2");
        apply(t.at(12).delete(2L));
        apply(move);
        assertThat(found()).isEmpty();
    }

    @Test
    void singlesOutWhatTheServerRefusesAndNeverTellsAValue() {
        Changes n = new Changes(table, 1, "id", INT64_SCHEMA, "amount", OPTIONAL_STRING_SCHEMA);
        cluster.ok(
                "PUT",
                "/" + table + "-lockstep",
                "{\"mappings\":{\"properties\":{\"amount\":{\"type\":\"integer\"},\"lockstep_deleted\":{\"type\":\"boolean\"}}},\"aliases\":{\""
                        + table
                        + "\":{\"filter\":{\"bool\":{\"must_not\":{\"term\":{\"lockstep_deleted\":true}}}}}}}");
        List<Change> changes = new ArrayList<>();
        for (long id = 0; id < 30; id++) {
            changes.add(n.at(10 + id).upsert(id, id % 10 == 4 ? "secret" + id : "5"));
        }
        use("batch.size", "8");
        TargetException.Refused refused =
                catchThrowableOfType(
                        TargetException.Refused.class, () -> apply(changes.toArray(Change[]::new)));
        assertThat(refused.refusals())
                .extracting(TargetException.Refusal::change)
                .containsExactly(changes.get(4), changes.get(14), changes.get(24));
        assertThat(refused.refusals())
                .extracting(TargetException.Refusal::message)
                .allSatisfy(
                        message ->
                                assertThat(message)
                                        .contains("amount", "mapper_parsing_exception")
                                        .doesNotContain("secret"));
        assertThat(found()).hasSize(27);
    }

    @Test
    void refusesRowsThatAStrictMappingDoesNotTake() {
        cluster.ok(
                "PUT",
                "/" + table,
                "{\"mappings\":{\"dynamic\":\"strict\",\"properties\":{\"id\":{\"type\":\"long\"}}}}");
        use("delete.mode", "hard", "auto.evolve", "false");
        assertThat(refusals(t.at(10).upsert(1L, "secret", "x")))
                .singleElement()
                .asString()
                .contains("strict_dynamic_mapping_exception")
                .doesNotContain("secret");
    }

    @Test
    void hashesIdsThatTheServerDoesNotTake() {
        Changes s = new Changes(table, 1, "id", STRING_SCHEMA, "name", OPTIONAL_STRING_SCHEMA);
        String long1 = "k".repeat(600);
        apply(
                s.at(10).upsert(long1, "a"),
                s.at(11).upsert("", "b"),
                s.at(12).upsert("é/ \"?", "c"));
        assertThat(found()).hasSize(3).containsKey("é/ \"?");
        apply(s.at(13).delete(long1), s.at(14).delete(""));
        assertThat(found()).containsOnlyKeys("é/ \"?");
    }

    @Test
    void routesDocuments() {
        use("routing.format", "${id}", "index.settings.number_of_shards", "3");
        apply(t.at(10).upsert(1L, "a", "x"), t.at(11).upsert(2L, "b", "y"));
        apply(t.at(12).partial(List.of(2), 2L, "c", null), t.at(13).delete(1L));
        assertThat(found()).containsOnlyKeys("2");
        assertThat(cluster.stored(table + "-lockstep", "2?routing=2").get("_routing"))
                .isEqualTo("2");
        apply(t.at(20).truncate());
        assertThat(found()).isEmpty();
    }

    @Test
    void refusesRowsThatDoNotTellTheirDocument() {
        use("document.id.format", "${table}-${name}");
        apply(t.at(10).upsert(2L, "b", "x"));
        assertThat(refusals(t.at(11).upsert(1L, null, "x"), t.at(12).delete(2L)))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message).contains("document.id.format"));
        assertThat(found()).containsOnlyKeys(table + "-b");
    }

    @Test
    void givesRowsWithoutAKeyTheIdOfTheirRecord() {
        Changes none = new Changes(table, 0, "name", OPTIONAL_STRING_SCHEMA);
        Change row = none.at(10).upsert("a");
        apply(row, none.at(11).upsert("a"));
        apply(row);
        assertThat(found()).hasSize(2);
    }

    @Test
    void appendsEveryChangeToADataStreamOnce() {
        use(
                "data.stream.type",
                "logs",
                "data.stream.dataset",
                "changes",
                "data.stream.namespace",
                "${table}");
        Change[] changes = {
            t.at(10).upsert(1L, "a", "x"),
            t.at(11).upsert(1L, "b", "x"),
            t.at(12).delete(1L),
            t.at(13).truncate()
        };
        apply(changes);
        apply(changes);
        assertThat(cluster.found("logs-changes-" + table)).hasSize(2);
    }

    @Test
    void purgesMarksOfDeletesOnceTheyAreOld() {
        SettableClock clock = new SettableClock();
        target.close();
        target = cluster.target(new SinkMetrics(), clock, "delete.retention.ms", "600000");
        apply(t.at(10).upsert(1L, "a", "x"), t.at(11).delete(2L));
        cluster.ok("POST", "/" + table + "/_refresh", "");
        clock.advance(Duration.ofMinutes(5));
        apply(t.at(12).delete(3L));
        cluster.ok("POST", "/" + table + "/_refresh", "");
        assertThat(stored(2).get("found")).isEqualTo(true);
        clock.advance(Duration.ofMinutes(6));
        apply(t.at(13).upsert(4L, "a", "x"));
        Awaitility.await().untilAsserted(() -> assertThat(stored(2).get("found")).isEqualTo(false));
        assertThat(isDeleted(3)).isTrue();
        assertThat(found()).containsOnlyKeys("1", "4");
    }

    @Test
    void stopsWhereAnIndexHasTheNameOfTheReadersAlias() {
        cluster.ok("PUT", "/" + table, "");
        assertThatThrownBy(() -> apply(t.at(10).upsert(1L, "a", "x")))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("delete.mode=hard");
    }

    @Test
    void makesAnIndexAgainThatSomebodyHasDeleted() {
        apply(t.at(10).upsert(1L, "a", "x"));
        cluster.ok("DELETE", "/" + table + "-lockstep-1", "");
        apply(t.at(11).upsert(2L, "b", "x"));
        assertThat(found()).containsOnlyKeys("2");
    }
}
