package dev.lockstep.it;

import dev.lockstep.embedded.Broker;
import dev.lockstep.embedded.KafkaBroker;
import dev.lockstep.embedded.MariaDbServer;
import dev.lockstep.embedded.OpenSearchServer;
import dev.lockstep.embedded.Postgres;
import dev.lockstep.embedded.PostgresServer;
import dev.lockstep.embedded.Redis;
import dev.lockstep.embedded.RedisServer;
import dev.lockstep.embedded.SearchServer;
import dev.lockstep.embedded.SqlServer;
import java.util.Map;

/** Programs of this machine, out of Maven artifacts. */
final class EmbeddedServers implements Servers {

    @Override
    public Postgres postgres(int major, Map<String, String> settings) {
        PostgresServer.Builder builder = PostgresServer.builder().major(major);
        settings.forEach(builder::setting);
        return builder.start();
    }

    @Override
    public Broker kafka(Map<String, String> properties) {
        KafkaBroker.Builder builder = KafkaBroker.builder().quickStart();
        properties.forEach(builder::property);
        return builder.start();
    }

    @Override
    public SqlServer mariaDb() {
        return MariaDbServer.builder().binlog().start();
    }

    @Override
    public SearchServer openSearch() {
        return OpenSearchServer.builder().quickStart().start();
    }

    @Override
    public Redis redis(String password) {
        return RedisServer.builder()
                .appendOnly()
                .setting("appendfsync", "always")
                .password(password)
                .start();
    }
}
