package dev.lockstep.transform.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.transform.sample.JsonData;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPayloadTest {

    private final JsonPayload json = new JsonPayload(false);

    private SchemaAndValue expand(String text) {
        return json.expand(text, "payload", true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[1,2]",
                "[1,null]",
                "[[\"a\"],[]]",
                "{\"a\":{\"b\":[{\"c\":1},{\"d\":true}]}}",
                "{\"a\":1.5,\"b\":\"x\",\"c\":9007199254740993}",
                "[1,2.5]"
            })
    void isTheSameJsonWithSchemaAndWithout(String text) {
        SchemaAndValue typed = expand(text);
        SchemaAndValue plain = json.expand(text, "payload", false);
        assertThat(typed.schema()).isNotNull();
        assertThat(plain.schema()).isNull();
        assertThat(JsonData.toJson(null, plain.value())).isEqualTo(JsonData.tree(text));
        String withoutNulls =
                JsonData.toJson(typed.schema(), typed.value())
                        .toString()
                        .replaceAll("\"[a-z]\":null,|,\"[a-z]\":null", "")
                        .replace("[1.0,2.5]", "[1,2.5]");
        assertThat(withoutNulls).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "\"a\"",
                "null",
                "{",
                "{\"a\":1}}",
                "{\"a\":1},{\"b\":2}",
                "[1,\"a\"]",
                "[{},[]]",
                "{\"a\":123456789012345678901234567890}"
            })
    void hasNoFormForAnythingElse(String text) {
        assertThat(expand(text)).isNull();
    }

    @Test
    void leavesNullMembersOutUnlessTheyAreToBeKept() {
        String text = "{\"a\":null,\"b\":1}";
        assertThat(expand(text).schema().field("a")).isNull();
        SchemaAndValue kept = new JsonPayload(true).expand(text, "payload", true);
        assertThat(kept.schema().field("a").schema()).isEqualTo(Schema.OPTIONAL_BYTES_SCHEMA);
        assertThat(JsonData.toJson(kept.schema(), kept.value())).isEqualTo(JsonData.tree(text));
        assertThat(json.expand(text, "payload", false).value()).hasToString("{a=null, b=1}");
    }

    @Test
    void similarPayloadsHaveOneSchema() {
        assertThat(expand("{\"a\":1}").schema()).isSameAs(expand("{\"a\":8589934592}").schema());
        assertThat(expand("{\"a\":{\"b\":1}}").schema().field("a").schema().name())
                .isEqualTo("payload.a");
    }
}
