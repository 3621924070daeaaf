package dev.lockstep.sink.typesense;

import static dev.lockstep.sink.typesense.Changes.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockstep.sink.apply.Batch;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is tried again, what is a bad record, and what a person has to mend. */
class TypesenseFailuresTest {

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
        return new TypesenseTarget(
                Configs.of(server.url(), pairs), new SinkMetrics(), Clock.systemUTC());
    }

    private Map<String, Object> document(String id) {
        return server.documents("goods").get(id);
    }

    @Test
    void aPartOfARowThatIsNotThereIsABadRecord() {
        TargetException.Refused refused =
                catchThrowableOfType(
                        TargetException.Refused.class,
                        () ->
                                target.apply(
                                        batch(
                                                goods.partial(1L, "secret"),
                                                goods.upsert(2L, "b", null))));
        assertThat(refused.refusals()).hasSize(1);
        assertThat(refused.refusals().get(0).message())
                .startsWith("Cannot write to collection goods (topic shop.public.goods,")
                .contains("ad hoc snapshot")
                .doesNotContain("secret");
        assertThat(server.documents("goods")).containsOnlyKeys("2");
    }

    @Test
    void aDocumentThatIsRefusedLeavesTheOthers() {
        target.apply(batch(goods.at(10).upsert(1L, "a", null)));
        server.collections.get("goods").fields.put("name", "int32");
        server.collections.get("goods").fields.put("note", "string");
        TargetException.Refused refused =
                catchThrowableOfType(
                        TargetException.Refused.class,
                        () ->
                                target.apply(
                                        batch(
                                                goods.at(11).upsert(2L, null, "b"),
                                                goods.upsert(3L, "secret", null),
                                                goods.upsert(4L, null, "d"))));
        assertThat(refused.refusals()).hasSize(1);
        assertThat(refused.refusals().get(0).message())
                .contains("code 400, for field name", "offset 77")
                .doesNotContain("secret");
        assertThat(server.documents("goods")).containsOnlyKeys("1", "2", "4");
    }

    @Test
    void aValueThatDoesNotFitItsSchemaIsRefusedBeforeItIsSent() {
        assertThatThrownBy(
                        () ->
                                target.apply(
                                        batch(
                                                goods.upsert(1L, 5, null),
                                                goods.upsert(2L, "b", null))))
                .isInstanceOf(TargetException.Refused.class)
                .hasMessageStartingWith("Cannot write column name");
        assertThat(server.documents("goods")).containsOnlyKeys("2");
    }

    @Test
    void aServerThatLagsIsTriedAgain() {
        Batch batch = batch(goods.upsert(1L, "a", null));
        server.fail("/import", 503, "{\"message\":\"Not Ready or Lagging\"}");
        assertThatThrownBy(() -> target.apply(batch))
                .isInstanceOf(TargetException.Transient.class)
                .hasMessageContaining("status 503");
        target.apply(batch);
        assertThat(document("1")).containsEntry("name", "a");
    }

    @Test
    void aServerThatIsFullIsTriedAgain() {
        Batch batch = batch(goods.upsert(1L, "a", null));
        server.fail(
                "/import",
                422,
                "{\"message\":\"Rejecting write: running out of resource type: OUT_OF_DISK\"}");
        assertThatThrownBy(() -> target.apply(batch))
                .isInstanceOf(TargetException.Transient.class)
                .hasMessageContaining("memory or disk");
        server.fail("/import", 422, "{\"message\":\"Skipping writes.\"}");
        assertThatThrownBy(() -> target.apply(batch))
                .isInstanceOf(TargetException.Transient.class)
                .hasMessageContaining("switched off");
        server.fail(
                "/import",
                200,
                "{\"success\":false,\"code\":503,\"error\":\"x\",\"document\":\"\"}");
        assertThatThrownBy(() -> target.apply(batch)).isInstanceOf(TargetException.Transient.class);
        target.apply(batch);
        assertThat(document("1")).containsEntry("name", "a");
    }

    @Test
    void anAnswerThatIsCutShortIsNoSuccess() {
        server.fail("/import", 200, "");
        assertThatThrownBy(() -> target.apply(batch(goods.upsert(1L, "a", null))))
                .isInstanceOf(TargetException.Transient.class)
                .hasMessageContaining("0 of 1");
    }

    @Test
    void theNextNodeIsAskedWhenOneIsDown() {
        FakeServer down = new FakeServer();
        String both = down.url() + "," + server.url();
        down.close();
        TypesenseTarget two =
                new TypesenseTarget(Configs.of(both), new SinkMetrics(), Clock.systemUTC());
        two.apply(batch(goods.upsert(1L, "a", null)));
        assertThat(document("1")).containsEntry("name", "a");
        server.close();
        assertThatThrownBy(() -> two.apply(batch(goods.upsert(2L, "a", null))))
                .isInstanceOf(TargetException.Transient.class);
    }

    @Test
    void aWrongKeyIsForAPersonToMend() {
        assertThatThrownBy(
                        () -> target("api.key", "wrong").apply(batch(goods.upsert(1L, "a", null))))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("api.key")
                .hasMessageNotContaining("wrong");
    }

    @Test
    void whatMayNotBeMadeIsMissed() {
        assertThatThrownBy(
                        () ->
                                target("auto.create", "false")
                                        .apply(batch(goods.upsert(1L, "a", null))))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("auto.create=true");
        server.collections.put("goods", new FakeCollection());
        assertThatThrownBy(
                        () ->
                                target("auto.evolve", "false")
                                        .apply(batch(goods.upsert(1L, "a", null))))
                .isInstanceOf(TargetException.Fatal.class)
                .hasMessageContaining("lockstep_position");
    }

    @Test
    void aCollectionThatWasDroppedIsMadeAgain() {
        target.apply(batch(goods.at(10).upsert(1L, "a", null)));
        server.collections.remove("goods");
        Batch batch = batch(goods.at(20).upsert(1L, "b", null));
        assertThatThrownBy(() -> target.apply(batch)).isInstanceOf(TargetException.Transient.class);
        target.apply(batch);
        assertThat(document("1")).containsEntry("name", "b");
    }
}
