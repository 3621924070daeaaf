package dev.lockstep.sink.redis.config;

import dev.lockstep.build.ConfigReference;
import dev.lockstep.build.OptionRules;
import java.nio.file.Path;

class ConfigReferenceTest extends OptionRules {

    ConfigReferenceTest() {
        super(
                RedisSinkConfig.definition(),
                Path.of("../../docs/reference/config/redis-sink.md"),
                new ConfigReference(
                        "Options of the Redis sink connector",
                        "Connector class `dev.lockstep.sink.redis.RedisSinkConnector`. How to use"
                                + " it: [cache with\nRedis](../../howto/cache-with-redis.md)."
                                + " `redis.uri`, `redis.username`, `redis.password`,"
                                + " `redis.wait.replicas` and\n`redis.wait.timeout` of Redis' own"
                                + " connector are understood as well. Printed from the connector's"
                                + " definition by\n`ConfigReferenceTest`; do not edit by hand."));
    }
}
