package dev.lockstep.source.postgres.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.event.Lsn;
import dev.lockstep.source.postgres.config.StartPosition.AtLsn;
import dev.lockstep.source.postgres.config.StartPosition.Named;
import dev.lockstep.source.postgres.config.StartPosition.Since;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class StartPositionTest {

    @Test
    void readsNamesInAnyCase() {
        assertThat(StartPosition.parse("snapshot")).isEqualTo(Named.SNAPSHOT);
        assertThat(StartPosition.parse("Current")).isEqualTo(Named.CURRENT);
        assertThat(StartPosition.parse("EARLIEST")).isEqualTo(Named.EARLIEST);
    }

    @Test
    void readsLsnsInBothForms() {
        assertThat(StartPosition.parse("0/16B3748")).isEqualTo(new AtLsn(new Lsn(0x16B3748)));
        assertThat(StartPosition.parse("23803720")).isEqualTo(new AtLsn(new Lsn(23803720)));
    }

    @Test
    void readsTimesInUtcUnlessTheyNameAnOffset() {
        Instant noon = Instant.parse("2026-05-31T12:00:00Z");
        assertThat(StartPosition.parse("2026-05-31T12:00:00Z")).isEqualTo(new Since(noon));
        assertThat(StartPosition.parse("2026-05-31T14:00:00+02:00")).isEqualTo(new Since(noon));
        assertThat(StartPosition.parse("2026-05-31T12:00:00")).isEqualTo(new Since(noon));
    }

    @Test
    void refusesAPlaceTogetherWithRowsThatAreToBeRead() {
        Map<String, String> options =
                new HashMap<>(
                        Map.of(
                                "topic.prefix", "shop",
                                "database.hostname", "localhost",
                                "database.user", "lockstep",
                                "database.password", "secret",
                                "database.dbname", "shop",
                                "snapshot.mode", "always",
                                "start.position", "current"));
        assertThatThrownBy(() -> new PostgresSourceConfig(options))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "Cannot both take a snapshot and start at a place of the log");
        options.put("snapshot.mode", "initial");
        assertThat(new PostgresSourceConfig(options).replication().startPosition().takesSnapshot())
                .isFalse();
    }
}
