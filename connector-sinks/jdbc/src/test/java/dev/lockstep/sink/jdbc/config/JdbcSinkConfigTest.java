package dev.lockstep.sink.jdbc.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class JdbcSinkConfigTest {

    private static JdbcSinkConfig config(String... options) {
        Map<String, String> properties = new HashMap<>();
        properties.put("connection.url", "jdbc:h2:mem:x");
        for (int i = 0; i < options.length; i += 2) {
            properties.put(options[i], options[i + 1]);
        }
        return new JdbcSinkConfig(properties);
    }

    @Test
    void knowsDebeziumsNames() {
        JdbcSinkConfig config =
                config(
                        "connection.username", "me",
                        "collection.name.format", "${source.schema}.${source.table}",
                        "schema.evolution", "basic");
        assertThat(config.connection().properties(Map.of())).containsEntry("user", "me");
        assertThat(config.tables().autoCreate()).isTrue();
        assertThat(config.tables().autoEvolve()).isTrue();
        assertThat(config.tables().nameFormat().fill(Map.of("schema", "public", "table", "a.b")))
                .isEqualTo(List.of("public", "a_b"));
    }

    @Test
    void handsPropertiesToTheDriver() {
        assertThat(
                        config(
                                        "connection.properties.sslmode", "verify-full",
                                        "connection.password", "s3cret")
                                .connection()
                                .properties(Map.of("sslmode", "prefer", "tcpKeepAlive", "true")))
                .containsEntry("sslmode", "verify-full")
                .containsEntry("tcpKeepAlive", "true")
                .containsEntry("password", "s3cret");
    }

    @Test
    void refusesAPasswordInTheUrlWithoutRepeatingIt() {
        assertThatThrownBy(() -> config("connection.url", "jdbc:h2:mem:x?user=a&password=s3cret"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("connection.password")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void refusesNamesThatDoNotExist() {
        assertThatThrownBy(() -> config("table.name.format", "${tabel}"))
                .hasMessageContaining("there is no ${tabel}");
        assertThatThrownBy(() -> config("table.name.map", "a")).hasMessageContaining("<from>:<to>");
    }

    @Test
    void refusesWhatDoesNotGoTogether() {
        assertThatThrownBy(() -> config("pk.mode", "none", "insert.mode", "update"))
                .hasMessageContaining("without a key");
        assertThatThrownBy(() -> config("pk.mode", "kafka", "pk.fields", "a,b"))
                .hasMessageContaining("three columns");
        assertThatThrownBy(() -> config("fence", "position", "insert.mode", "insert"))
                .hasMessageContaining("by position");
    }
}
