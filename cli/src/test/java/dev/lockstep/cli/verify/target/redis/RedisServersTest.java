package dev.lockstep.cli.verify.target.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisServersTest {

    @Test
    void slotsAreThoseOfRedis() {
        assertThat(RedisServers.slot("123456789")).isEqualTo(0x31C3);
        assertThat(RedisServers.slot("{user1000}.following"))
                .isEqualTo(RedisServers.slot("user1000"));
        assertThat(RedisServers.slot("foo{}{bar}")).isNotEqualTo(RedisServers.slot("bar"));
    }
}
