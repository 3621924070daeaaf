package dev.lockstep.benchmarks.contender;

import dev.lockstep.embedded.RedisServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Redis with rows as strings. */
public record CacheStore(RedisServer redis) implements Store {

    private static final int READ_AT_ONCE = 1_000;

    static String key(long id) {
        return "orders:" + id;
    }

    @Override
    public void empty() {
        redis.command("FLUSHALL");
    }

    /** Keys are written in the order of the rows. */
    @Override
    public boolean has(int rows) {
        return Objects.equals(redis.command("EXISTS", key(rows)), 1L);
    }

    /** With the fence there is another key beside each. */
    @Override
    public void check(int rows) {
        long keys = (Long) redis.command("DBSIZE");
        if (keys != rows && keys != 2L * rows) {
            throw new IllegalStateException("Redis has " + keys + " keys for " + rows + " rows");
        }
    }

    @Override
    public Duration cpuTime() {
        return redis.cpuTime();
    }

    /** The values of the first rows. */
    public byte[][] values(int rows) {
        byte[][] values = new byte[rows][];
        for (int from = 0; from < rows; from += READ_AT_ONCE) {
            int count = Math.min(READ_AT_ONCE, rows - from);
            String[] words = new String[1 + count];
            words[0] = "MGET";
            for (int i = 0; i < count; i++) {
                words[1 + i] = key(from + i + 1L);
            }
            List<?> answer = (List<?>) redis.command(words);
            for (int i = 0; i < count; i++) {
                values[from + i] = ((String) answer.get(i)).getBytes(StandardCharsets.UTF_8);
            }
        }
        return values;
    }
}
