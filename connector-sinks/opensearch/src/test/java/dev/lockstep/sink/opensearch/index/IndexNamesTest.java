package dev.lockstep.sink.opensearch.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.sink.opensearch.config.IndexOptions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexNamesTest {

    private static IndexNames names(String deleteMode) {
        return new IndexNames(new IndexOptions(Given.config(Map.of("delete.mode", deleteMode))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "a.b-c_d", "größe", "1", "a+b", ".hidden"})
    void areAsServersTakeThem(String name) {
        assertThat(names("soft").problem(name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", "_a", "-a", "+a", "a b", "a/b", "a*", "a?", "a\"", "a<b", "a>b",
                "a|b", "a,b", "a#b", "a\\b", "a:b", "a\tb"
            })
    void areRefusedWhereServersRefuseThem(String name) {
        assertThat(names("soft").problem(name)).isNotNull();
    }

    @Test
    void leaveRoomForWhatIsBehindThem() {
        assertThat(names("soft").problem("a".repeat(244))).isNull();
        assertThat(names("soft").problem("a".repeat(245))).contains("more than 244 bytes");
        assertThat(names("hard").problem("ä".repeat(127))).isNull();
        assertThat(names("hard").problem("ä".repeat(128))).contains("more than 255 bytes");
    }

    @Test
    void areThoseOfAnAliasWhereDeletedDocumentsStay() {
        assertThat(names("soft").stored("orders")).isEqualTo("orders-lockstep");
        assertThat(names("soft").created("orders")).isEqualTo("orders-lockstep-1");
        assertThat(names("hard").stored("orders")).isEqualTo("orders");
        assertThat(names("hard").created("orders")).isEqualTo("orders");
    }
}
