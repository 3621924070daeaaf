package dev.lockstep.source.postgres.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicsTest {

    private static Topics topics(String... options) {
        Map<String, String> properties = new HashMap<>();
        properties.put("topic.prefix", "shop");
        properties.put("database.hostname", "localhost");
        properties.put("database.user", "lockstep");
        properties.put("database.password", "secret");
        properties.put("database.dbname", "shop");
        for (int i = 0; i < options.length; i += 2) {
            properties.put(options[i], options[i + 1]);
        }
        return new Topics(new PostgresSourceConfig(properties));
    }

    @Test
    void joinsPrefixSchemaAndTable() {
        assertThat(topics().of("public", "item")).isEqualTo("shop.public.item");
        assertThat(topics("topic.delimiter", "-").of("public", "item"))
                .isEqualTo("shop-public-item");
    }

    @Test
    void replacesWhatKafkaDoesNotAllow() {
        assertThat(topics().of("My Schema", "größe/1")).isEqualTo("shop.My_Schema.gr__e_1");
    }

    @Test
    void staysWithinTheLengthThatKafkaAllows() {
        assertThat(topics().of("s", "t".repeat(400))).hasSize(249).startsWith("shop.s.ttt");
    }

    @Test
    void namesTheTopicsOfMessagesAndHeartbeats() {
        assertThat(topics().message()).isEqualTo(Route.to("shop.message"));
        assertThat(topics().heartbeat()).isEqualTo("__debezium-heartbeat.shop");
    }

    @Test
    void formsNamesAsConfigured() {
        Topics formed = topics("topic.name.format", "cdc-${table}.${schema}");
        assertThat(formed.of("public", "item")).isEqualTo("cdc-item.public");
        assertThat(formed.of("${table}", "${schema}")).isEqualTo("cdc-__schema_.__table_");
    }

    @Test
    void letsShardsShareATopicAndMarksTheirKeys() {
        Topics merged =
                topics(
                        "topic.regex",
                        "(shop)\\.public\\.orders_\\d+",
                        "topic.replacement",
                        "$1.orders");
        assertThat(merged.of("public", "orders_12")).isEqualTo("shop.orders");
        assertThat(merged.own("public", "orders_12")).isEqualTo("shop.public.orders_12");
        assertThat(merged.of("public", "orders_all")).isEqualTo("shop.public.orders_all");
        assertThat(merged.keyField("public", "orders_12"))
                .contains("__dbz__physicalTableIdentifier");
        assertThat(merged.keyField("public", "orders_all")).isEmpty();
    }

    @Test
    void sendsEverythingToOnePartitionOfTheLog() {
        Topics log = topics("topic.mode", "log");
        assertThat(log.route("public", "item")).isEqualTo(new Route("shop.log", 0));
        assertThat(log.message()).isEqualTo(new Route("shop.log", 0));
        assertThat(log.of("public", "item")).isEqualTo("shop.public.item");
        assertThat(topics("topic.mode", "log", "topic.log", "all").message().topic())
                .isEqualTo("shop.all");
    }
}
