package dev.lockstep.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.embedded.RedisServer;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Place;
import dev.lockstep.sink.change.Upsert;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Changes as entries of streams. */
class StreamsTest {

    private static RedisServer server;

    private final Changes users = Changes.users();

    @BeforeAll
    static void start() {
        server = RedisServer.builder().start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void empty() {
        server.command("FLUSHALL");
    }

    private static RedisTarget target(String... options) {
        return Redis.target(server, options);
    }

    @Test
    void streamsGetEachChangeOnce() {
        RedisTarget target = target("mode", "stream");
        List<Change> history =
                List.of(
                        users.at(8, 1).offset(0).upsert(1L, "Ann", null),
                        users.at(8, 2).upsert(1L, "Bob", "b"),
                        users.at(16, 1).delete(1L),
                        users.at(17).truncate());
        target.apply(Changes.batch(history));
        target.apply(Changes.batch(history.subList(1, 4)));
        // The source has sent them once more: at other offsets, but the same changes.
        target.apply(Changes.batch(users.at(16, 1).offset(30).delete(1L)));
        List<?> entries = (List<?>) server.command("XRANGE", "users", "-", "+");
        assertThat(entries.stream().map(entry -> fields(entry).get(1)))
                .containsExactly("c", "c", "d", "t");
        assertThat(fields(entries.get(1)))
                .containsExactly(
                        "__op",
                        "c",
                        "__table",
                        "users",
                        "__position",
                        "8",
                        "__key",
                        "1",
                        "value",
                        "{\"id\":1,\"name\":\"Bob\",\"email\":\"b\"}");
    }

    /** Shards may share a topic. */
    @Test
    void placesOfSeveralServersDoNotCompare() {
        RedisTarget target = target("mode", "stream");
        Upsert here = users.at(16, 1).offset(0).upsert(1L, "a", null);
        Upsert row = users.at(8, 1).upsert(2L, "b", null);
        Place elsewhere = new Place(8, 8, false, 1, "other", 0);
        Change there = new Upsert(row.record(), elsewhere, row.table(), row.operation(), row.row());
        target.apply(Changes.batch(here, there));
        target.apply(Changes.batch(here, there));
        assertThat(server.command("XLEN", "users")).isEqualTo(2L);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> fields(Object entry) {
        return (List<Object>) ((List<?>) entry).get(1);
    }

    @Test
    void streamsAreCutAndMayHaveAFieldPerColumn() {
        RedisTarget target =
                target(
                        "mode",
                        "stream",
                        "value.format",
                        "hash",
                        "key.format",
                        "changes:${table}",
                        "stream.max.length",
                        "100");
        List<Change> many = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            many.add(users.at(-1).upsert((long) i, "Ann", null));
        }
        target.apply(Changes.batch(many));
        assertThat((Long) server.command("XLEN", "changes:users")).isBetween(100L, 300L);
        List<?> last =
                (List<?>) server.command("XREVRANGE", "changes:users", "+", "-", "COUNT", "1");
        assertThat(fields(last.get(0)))
                .contains("id", "999", "name", "Ann")
                .doesNotContain("email");
    }

    @Test
    void rowsWithoutAnExactPlaceGoByTheirOffset() {
        RedisTarget target = target("mode", "stream");
        target.apply(Changes.batch(users.at(8).offset(5).upsert(1L, "a", null)));
        target.apply(
                Changes.batch(users.offset(5).upsert(1L, "a", null), users.upsert(2L, "b", null)));
        assertThat(server.command("XLEN", "users")).isEqualTo(2L);
        // The topic was made anew: what its first places show to be new counts again.
        target.apply(
                Changes.batch(
                        users.at(16, 1).offset(0).upsert(3L, "c", null),
                        users.at(16).offset(1).upsert(4L, "d", null)));
        assertThat(server.command("XLEN", "users")).isEqualTo(4L);
    }

    @Test
    void withoutTheFenceRepeatsAreAppended() {
        RedisTarget target = target("mode", "stream", "fence", "none", "stream.max.length", "10");
        Change change = users.at(8, 1).upsert(1L, "a", null);
        target.apply(Changes.batch(change, users.delete(1L)));
        target.apply(Changes.batch(change));
        assertThat(server.command("XLEN", "users")).isEqualTo(3L);
    }

    @Test
    void aKeyThatIsNoStreamIsRefused() {
        server.command("SET", "users", "text");
        RedisTarget target = target("mode", "stream");
        Change bad = users.upsert(1L, "a", null);
        Changes orders = new Changes("orders", "id", Schema.INT32_SCHEMA);
        assertThatThrownBy(() -> target.apply(Changes.batch(bad, orders.upsert(1))))
                .isInstanceOfSatisfying(
                        TargetException.Refused.class,
                        refused ->
                                assertThat(refused.refusals())
                                        .extracting(TargetException.Refusal::change)
                                        .containsExactly(bad))
                .hasMessageContaining("WRONGTYPE");
        assertThat(server.command("XLEN", "orders")).isEqualTo(1L);
    }
}
