package dev.lockstep.sink.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.embedded.RedisServer;
import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.change.Change;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisTargetTest {

    private static final String DAY = "86400000";

    private static RedisServer server;

    private final Changes users = Changes.users();
    private final List<RedisTarget> targets = new ArrayList<>();

    @BeforeAll
    static void start() {
        server = RedisServer.builder().setting("proto-max-bulk-len", "1mb").start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void empty() {
        server.command("FLUSHALL");
    }

    @AfterEach
    void close() {
        targets.forEach(RedisTarget::close);
    }

    private RedisTarget target(String... options) {
        RedisTarget target = Redis.target(server, options);
        targets.add(target);
        return target;
    }

    private static Object get(String key) {
        return server.command("GET", key);
    }

    @SuppressWarnings("unchecked")
    private static List<Object> hash(String key) {
        return (List<Object>) server.command("HGETALL", key);
    }

    @Test
    void writesRowsAndTheirPositions() {
        target().apply(
                        Changes.batch(
                                users.upsert(1L, "Ann", null), users.at(7).upsert(2L, "é\"", "b")));
        assertThat(get("users:1")).isEqualTo("{\"id\":1,\"name\":\"Ann\",\"email\":null}");
        assertThat(get("users:2")).isEqualTo("{\"id\":2,\"name\":\"é\\\"\",\"email\":\"b\"}");
        assertThat(get("lockstep{users:1}")).isEqualTo("0000000000000001000");
        assertThat(get("lockstep{users:2}")).isEqualTo("0000000000000000007");
        assertThat(server.command("TTL", "lockstep{users:1}")).isEqualTo(-1L);
    }

    @Test
    void takesNothingBack() {
        RedisTarget target = target();
        target.apply(Changes.batch(users.at(20).upsert(1L, "new", null)));
        target.apply(Changes.batch(users.at(10).upsert(1L, "old", null)));
        target.apply(Changes.batch(users.at(19).delete(1L)));
        assertThat(get("users:1")).asString().contains("new");
        target.apply(Changes.batch(users.at(20).upsert(1L, "same place", null)));
        assertThat(get("users:1")).asString().contains("same place");
    }

    @Test
    void rowsThatAreSaidToBeNewMayBeThere() {
        RedisTarget target = target();
        target.apply(Changes.batch(users.at(20).upsert(1L, "here", null)));
        target.apply(Changes.batch(users.at(20).delete(2L)));
        server.command("SET", "users:3", "somebody else's");
        target.apply(
                Changes.batch(
                        users.at(10).upsert(1L, "old", null),
                        users.upsert(2L, "old", null),
                        users.upsert(3L, "new", null),
                        users.upsert(4L, "new", null)));
        assertThat(get("users:1")).asString().contains("here");
        assertThat(get("users:2")).isNull();
        assertThat(get("users:3")).asString().contains("new");
        assertThat(get("users:4")).asString().contains("new");
    }

    @Test
    void removedRowsStayAway() {
        RedisTarget target = target();
        target.apply(Changes.batch(users.at(10).upsert(1L, "a", null)));
        target.apply(Changes.batch(users.at(20).delete(1L)));
        target.apply(Changes.batch(users.at(15).upsert(1L, "old", null)));
        assertThat(get("users:1")).isNull();
        assertThat((Long) server.command("PTTL", "lockstep{users:1}"))
                .isBetween(1L, Long.parseLong(DAY));
        target.apply(Changes.batch(users.at(30).upsert(1L, "again", null)));
        assertThat(get("users:1")).asString().contains("again");
        assertThat(server.command("TTL", "lockstep{users:1}")).isEqualTo(-1L);
    }

    @Test
    void theLastChangeOfAKeyInABatchCounts() {
        target().apply(
                        Changes.batch(
                                users.at(1).upsert(1L, "a", null),
                                users.at(2).delete(1L),
                                users.at(3).upsert(2L, "b", null),
                                users.at(4).delete(2L),
                                users.at(5).upsert(2L, "c", null)));
        assertThat(get("users:1")).isNull();
        assertThat(get("lockstep{users:1}")).isEqualTo("0000000000000000002");
        assertThat(get("users:2")).asString().contains("\"c\"");
    }

    @Test
    void valuesExpireButTheirPositionsOutliveThem() {
        RedisTarget target = target("ttl.ms", "60000", "ttl.ms.by.table", "forever:0");
        target.apply(
                Changes.batch(
                        users.upsert(1L, "a", null),
                        new Changes("forever", "id", Schema.INT32_SCHEMA).upsert(1)));
        assertThat((Long) server.command("PTTL", "users:1")).isBetween(1L, 60_000L);
        assertThat((Long) server.command("PTTL", "lockstep{users:1}")).isGreaterThan(60_000L);
        assertThat(server.command("PTTL", "forever:1")).isEqualTo(-1L);
    }

    @Test
    void aRowTellsHowLongItStays() {
        Changes sessions =
                new Changes(
                        "sessions",
                        "id",
                        Schema.INT32_SCHEMA,
                        "stays",
                        Schema.OPTIONAL_INT64_SCHEMA);
        target("ttl.column", "stays")
                .apply(
                        Changes.batch(
                                sessions.upsert(1, 5_000L),
                                sessions.upsert(2, null),
                                sessions.upsert(3, -1L)));
        assertThat((Long) server.command("PTTL", "sessions:1")).isBetween(1L, 5_000L);
        assertThat(server.command("PTTL", "sessions:2")).isEqualTo(-1L);
        assertThat(get("sessions:3")).isNull();
        assertThat(get("lockstep{sessions:3}")).isNotNull();
    }

    @Test
    void hashesLoseFieldsThatAreNullOrGone() {
        RedisTarget target = target("value.format", "hash");
        target.apply(Changes.batch(users.at(1).upsert(1L, "Ann", "a@b\n")));
        assertThat(hash("users:1")).isEqualTo(List.of("id", "1", "name", "Ann", "email", "a@b\n"));
        target.apply(Changes.batch(users.at(2).upsert(1L, "Bob", null)));
        assertThat(hash("users:1")).isEqualTo(List.of("id", "1", "name", "Bob"));
        target.apply(Changes.batch(users.at(1).upsert(1L, "Ann", "a")));
        assertThat(hash("users:1")).isEqualTo(List.of("id", "1", "name", "Bob"));
    }

    @Test
    void columnsThatAChangeDoesNotTellStay() {
        for (String format : List.of("string", "hash")) {
            server.command("FLUSHALL");
            RedisTarget target = target("value.format", format);
            target.apply(Changes.batch(users.at(1).upsert(1L, "Ann", "x{\"},")));
            target.apply(
                    Changes.batch(
                            users.at(2).partial(2, 1L, "Bob", null),
                            users.at(3).partial(1, 1L, null, "y")));
            if (format.equals("hash")) {
                assertThat(hash("users:1"))
                        .isEqualTo(List.of("id", "1", "name", "Bob", "email", "y"));
            } else {
                assertThat(get("users:1")).isEqualTo("{\"id\":1,\"email\":\"y\",\"name\":\"Bob\"}");
            }
            assertThat(get("lockstep{users:1}")).isEqualTo("0000000000000000003");
            target.apply(Changes.batch(users.at(2).partial(2, 1L, "Carl", null)));
            assertThat(get("lockstep{users:1}")).isEqualTo("0000000000000000003");
        }
    }

    @Test
    void aPartOfARowThatIsNotThereIsRefused() {
        for (String format : List.of("string", "hash")) {
            RedisTarget target = target("value.format", format);
            Change bad = users.partial(2, 1L, "Bob", null);
            assertThatThrownBy(
                            () -> target.apply(Changes.batch(bad, users.upsert(2L, "Ann", null))))
                    .isInstanceOfSatisfying(
                            TargetException.Refused.class,
                            refused ->
                                    assertThat(refused.refusals())
                                            .extracting(TargetException.Refusal::change)
                                            .containsExactly(bad))
                    .hasMessageContaining("ad hoc snapshot");
            assertThat(server.command("EXISTS", "users:2")).isEqualTo(1L);
            server.command("FLUSHALL");
        }
    }

    @Test
    void aPartOfARowThatMayHaveExpiredRemovesIt() {
        RedisTarget target = target("ttl.ms", "60000");
        target.apply(Changes.batch(users.at(5).partial(2, 1L, "Bob", null)));
        assertThat(get("users:1")).isNull();
        assertThat(get("lockstep{users:1}")).isEqualTo("0000000000000000005");
    }

    @Test
    void aRowThatMovesTakesItsColumnsAlong() {
        for (String format : List.of("string", "hash")) {
            server.command("FLUSHALL");
            RedisTarget target = target("value.format", format);
            target.apply(Changes.batch(users.at(1).upsert(1L, "Ann", "large")));
            target.apply(
                    Changes.batch(users.at(2).partial(2, 9L, "Ann", null).from(users.key(1L))));
            assertThat(server.command("EXISTS", "users:1")).isEqualTo(0L);
            assertThat(get("lockstep{users:1}")).isEqualTo("0000000000000000002");
            if (format.equals("hash")) {
                assertThat(hash("users:9")).contains("email", "large");
            } else {
                assertThat(get("users:9")).asString().contains("\"email\":\"large\"");
            }
        }
    }

    @Test
    void aRowTakesNothingFromAnotherThatIsWhereItWas() {
        for (String format : List.of("string", "hash")) {
            server.command("FLUSHALL");
            RedisTarget target = target("value.format", format);
            target.apply(Changes.batch(users.at(3).upsert(1L, "Eve", "hers")));
            Change late = users.at(2).partial(2, 9L, "Ann", null).from(users.key(1L));
            assertThatThrownBy(() -> target.apply(Changes.batch(late)))
                    .isInstanceOf(TargetException.Refused.class);
            assertThat(server.command("EXISTS", "users:9")).isEqualTo(0L);
            assertThat(server.command("EXISTS", "users:1")).isEqualTo(1L);
        }
    }

    @Test
    void aRowHasSeveralKeysAndLeavesThem() {
        RedisTarget target =
                target("key.format", "user:${id},user:email:${email},category:${category_id}");
        target.apply(Changes.batch(users.at(1).upsert(1L, "Ann", "a")));
        assertThat(get("user:email:a")).isEqualTo(get("user:1"));
        target.apply(
                Changes.batch(
                        users.at(2).update(new Object[] {1L, "Ann", "a"}, 1L, "Ann", "b"),
                        users.at(3).update(new Object[] {1L, "Ann", "b"}, 1L, "Ann", "c")));
        assertThat(get("user:email:a")).isNull();
        assertThat(get("user:email:b")).isNull();
        assertThat(get("user:email:c")).isNotNull();
        target.apply(Changes.batch(users.at(1).upsert(1L, "Ann", "a")));
        assertThat(get("user:email:a")).isNull();
        target.apply(Changes.batch(users.at(4).deleteOf(1L, "Ann", "c")));
        assertThat((List<?>) server.command("KEYS", "user:*")).isEmpty();
    }

    @Test
    void anUpdateThatDoesNotTellAnOldKeyIsRefused() {
        RedisTarget target = target("key.format", "user:email:${email}");
        assertThatThrownBy(() -> target.apply(Changes.batch(users.update(null, 1L, "Ann", "b"))))
                .isInstanceOf(TargetException.Refused.class)
                .hasMessageContaining("REPLICA IDENTITY FULL");
        assertThatThrownBy(() -> target.apply(Changes.batch(users.delete(1L))))
                .isInstanceOf(TargetException.Refused.class);
        assertThatThrownBy(() -> target.apply(Changes.batch(users.deleteOf(1L, null, null))))
                .isInstanceOf(TargetException.Refused.class);
    }

    @Test
    void invalidationRemovesAllKeysOfARow() {
        server.command("MSET", "user:1", "x", "user:email:a", "x", "user:email:b", "x");
        RedisTarget target =
                target("mode", "invalidate", "key.format", "user:${id},user:email:${email}");
        target.apply(Changes.batch(users.at(5).update(new Object[] {1L, "", "a"}, 1L, "", "b")));
        assertThat(server.command("EXISTS", "user:1", "user:email:a", "user:email:b"))
                .isEqualTo(0L);
        server.command("SET", "user:1", "loaded since");
        target.apply(Changes.batch(users.at(4).upsert(1L, "", "a")));
        assertThat(get("user:1")).isEqualTo("loaded since");
    }

    @Test
    void aTruncateRemovesTheTablesKeysAndRemembersThem() {
        RedisTarget target = target();
        Changes orders = new Changes("orders", "id", Schema.INT32_SCHEMA);
        server.command("SET", "users:mine", "not the connector's");
        target.apply(
                Changes.batch(
                        users.at(1).upsert(1L, "a", null),
                        orders.at(1).upsert(1),
                        users.at(50).upsert(3L, "from another partition", null)));
        target.apply(
                Changes.batch(
                        users.at(2).upsert(2L, "in the same batch", null),
                        users.at(10).truncate(),
                        users.at(11).upsert(4L, "after", null)));
        target.apply(
                Changes.batch(users.at(1).upsert(1L, "a", null), users.at(2).upsert(2L, "", null)));
        assertThat(server.command("EXISTS", "users:1", "users:2")).isEqualTo(0L);
        assertThat(server.command("EXISTS", "users:3", "users:4", "orders:1", "users:mine"))
                .isEqualTo(4L);
    }

    @Test
    void aTruncateOfKeysThatBeginWithAColumnIsRefused() {
        RedisTarget target = target("key.format", "${id}");
        assertThatThrownBy(() -> target.apply(Changes.batch(users.truncate())))
                .isInstanceOf(TargetException.Refused.class)
                .hasMessageContaining("truncate.enabled");
    }

    @Test
    void withoutTheFenceThereAreNoPositions() {
        RedisTarget target = target("fence", "none", "ttl.ms.by.table", "short:60000");
        Changes brief = new Changes("short", "id", Schema.INT32_SCHEMA);
        target.apply(
                Changes.batch(
                        users.at(9).upsert(1L, "a", null),
                        users.upsert(2L, "", null),
                        brief.upsert(1)));
        assertThat((Long) server.command("PTTL", "short:1")).isPositive();
        target.apply(Changes.batch(users.at(1).upsert(1L, "b", null), users.delete(2L)));
        assertThat(get("users:1")).asString().contains("\"b\"");
        assertThat((List<?>) server.command("KEYS", "*")).hasSize(2);
        target.apply(Changes.batch(users.truncate()));
        assertThat(get("users:1")).isNull();
        RedisTarget hashes = target("fence", "none", "value.format", "hash");
        hashes.apply(Changes.batch(users.upsert(5L, "a", "b")));
        hashes.apply(Changes.batch(users.partial(2, 5L, null, null)));
        assertThat(hash("users:5")).isEqualTo(List.of("id", "5", "email", "b"));
    }

    @Test
    void offsetsCountWhereThereAreNoPositions() {
        RedisTarget target = target();
        target.apply(Changes.batch(users.at(-1).offset(20).upsert(1L, "new", null)));
        target.apply(Changes.batch(users.offset(10).upsert(1L, "old", null)));
        assertThat(get("users:1")).asString().contains("new");
        target.apply(Changes.batch(users.at(5).upsert(1L, "with a position", null)));
        target.apply(Changes.batch(users.at(-1).offset(1).delete(1L)));
        assertThat(get("users:1")).isNull();
        assertThat(get("lockstep{users:1}")).isEqualTo("0000000000000000005");
    }

    @Test
    void aKeyOfAnotherTypeIsRefusedAlone() {
        server.command("SET", "users:2", "text");
        RedisTarget target = target("value.format", "hash");
        Change bad = users.upsert(2L, "b", null);
        assertThatThrownBy(
                        () ->
                                target.apply(
                                        Changes.batch(
                                                users.upsert(1L, "a", null),
                                                bad,
                                                users.upsert(3L, "c", null))))
                .isInstanceOfSatisfying(
                        TargetException.Refused.class,
                        refused ->
                                assertThat(refused.refusals())
                                        .extracting(TargetException.Refusal::change)
                                        .containsExactly(bad))
                .hasMessageContaining("WRONGTYPE");
        assertThat(server.command("EXISTS", "users:1", "users:3")).isEqualTo(2L);
    }

    @Test
    void aValueThatIsTooLargeIsRefusedAlone() {
        RedisTarget target = target();
        Change bad = users.upsert(2L, "x".repeat(2_000_000), null);
        assertThatThrownBy(() -> target.apply(Changes.batch(bad, users.upsert(1L, "a", null))))
                .isInstanceOf(TargetException.Refused.class)
                .hasMessageContaining("proto-max-bulk-len");
        assertThat(get("users:1")).isNotNull();
        target.apply(Changes.batch(users.upsert(3L, "y".repeat(900_000), null)));
        assertThat(get("users:3")).isNotNull();
    }

    @Test
    void scriptsAreGivenAgainWhenTheyAreForgotten() {
        RedisTarget target = target();
        target.apply(Changes.batch(users.upsert(1L, "a", null)));
        server.command("SCRIPT", "FLUSH");
        target.apply(Changes.batch(users.upsert(2L, "a", null)));
        assertThat(get("users:2")).isNotNull();
    }
}
