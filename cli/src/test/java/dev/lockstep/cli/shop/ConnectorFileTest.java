package dev.lockstep.cli.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorFileTest {

    private static final Path EXAMPLE =
            Path.of("..", "config-examples", "postgres-source-shop.json");

    @Test
    void fillsThePlaceholdersOfTheExample() {
        ConnectorFile file =
                ConnectorFile.read(
                        EXAMPLE,
                        Map.of(
                                "PGHOST",
                                "db",
                                "PGPORT",
                                "5432",
                                "PGUSER",
                                "u",
                                "PGPASSWORD",
                                "a$1\\b",
                                "PGDATABASE",
                                "shop"));
        assertThat(file.name()).isEqualTo("shop");
        assertThat(file.topicPrefix()).isEqualTo("shop");
        assertThat(file.config())
                .containsEntry("database.hostname", "db")
                .containsEntry("database.password", "a$1\\b")
                .allSatisfy((key, value) -> assertThat(value).doesNotContain("${"));
    }

    @Test
    void namesThePlaceholderThatHasNoValue() {
        assertThatThrownBy(() -> ConnectorFile.read(EXAMPLE, Map.of()))
                .isInstanceOf(ShopException.class)
                .hasMessageContaining("${PGHOST}");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> ConnectorFile.read(Path.of("none.json"), Map.of()))
                .isInstanceOf(ShopException.class)
                .hasMessageContaining("none.json");
    }
}
