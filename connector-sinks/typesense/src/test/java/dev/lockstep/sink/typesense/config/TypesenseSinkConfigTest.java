package dev.lockstep.sink.typesense.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.sink.config.DecimalFormat;
import dev.lockstep.sink.config.Problem;
import dev.lockstep.sink.config.TemporalFormat;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypesenseSinkConfigTest {

    private static Map<String, String> properties(String... options) {
        Map<String, String> properties = new HashMap<>();
        properties.put("connection.url", "http://a.example.com:8108/, https://b.example.com/ts");
        properties.put("api.key", "secret");
        for (int i = 0; i < options.length; i += 2) {
            properties.put(options[i], options[i + 1]);
        }
        return properties;
    }

    private static TypesenseSinkConfig config(String... options) {
        return new TypesenseSinkConfig(properties(options));
    }

    @Test
    void theDefaultsLoseNothing() {
        TypesenseSinkConfig config = config();
        assertThat(config.documents().decimals()).isEqualTo(DecimalFormat.STRING);
        assertThat(config.documents().temporals()).isEqualTo(TemporalFormat.EPOCH_MICROS);
        assertThat(config.writing().fence()).isEqualTo(FenceMode.POSITION);
        assertThat(config.writing().keepsTombstones()).isTrue();
        assertThat(config.writing().retention()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void urlsHaveNoSlashAtTheirEnd() {
        assertThat(config().connection().urls())
                .containsExactly(
                        URI.create("http://a.example.com:8108"),
                        URI.create("https://b.example.com/ts"));
        assertThat(config().connection().isEncrypted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "search.example.com",
                "ftp://a.example.com",
                "http://user:hidden@a.example.com",
                "http://a.example.com?x=hidden",
                "http://a b"
            })
    void otherUrlsAreRefusedWithoutBeingRepeated(String url) {
        assertThatThrownBy(() -> config("connection.url", url))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("connection.url")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void aCollectionOfSeveralTablesCannotBeEmptied() {
        Map<String, String> properties = properties("collection.name.format", "all");
        assertThat(TypesenseSinkConfig.problems(properties))
                .extracting(Problem::option)
                .containsExactly("collection.name.format");
        properties.put("truncate.enabled", "false");
        assertThat(TypesenseSinkConfig.problems(properties)).isEmpty();
    }

    @Test
    void storesThatCannotBeReadAreAProblemOfTheirOptions() {
        assertThat(TypesenseSinkConfig.problems(properties("ssl.truststore.location", "/nowhere")))
                .extracting(Problem::option)
                .containsExactly("ssl.truststore.location");
    }

    @Test
    void withoutAFenceNoPositionsAreKept() {
        assertThat(config("fence", "none").writing().keepsTombstones()).isFalse();
        assertThat(config("delete.retention.ms", "0").writing().keepsTombstones()).isFalse();
    }
}
