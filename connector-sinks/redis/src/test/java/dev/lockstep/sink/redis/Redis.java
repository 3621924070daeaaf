package dev.lockstep.sink.redis;

import dev.lockstep.embedded.RedisServer;
import dev.lockstep.sink.metrics.SinkMetrics;
import dev.lockstep.sink.redis.config.RedisSinkConfig;
import java.util.HashMap;
import java.util.Map;

/** Targets for tests, which write to a server. */
final class Redis {

    private Redis() {}

    static RedisSinkConfig config(RedisServer server, String... options) {
        Map<String, String> all = new HashMap<>();
        all.put("connection.url", "redis://" + server.host() + ":" + server.port());
        for (int i = 0; i < options.length; i += 2) {
            all.put(options[i], options[i + 1]);
        }
        return new RedisSinkConfig(all);
    }

    static RedisTarget target(RedisServer server, String... options) {
        return new RedisTarget(config(server, options), new SinkMetrics());
    }
}
