package dev.lockstep.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OperationTest {

    @ParameterizedTest
    @EnumSource
    void everyCodeAndNameLeadsBack(Operation operation) {
        assertThat(Operation.fromCode(operation.code())).isEqualTo(operation);
        assertThat(Operation.parse(operation.code())).isEqualTo(operation);
        assertThat(Operation.parse(operation.name())).isEqualTo(operation);
    }

    @ParameterizedTest
    @CsvSource({
        "INSERT, INSERT",
        "modify, UPDATE",
        "Remove, DELETE",
        "create, INSERT",
        "' D ', DELETE"
    })
    void takesTheWordsOfOtherSystemsInAnyCase(String text, Operation expected) {
        assertThat(Operation.parse(text)).isEqualTo(expected);
    }

    @Test
    void parsesIndependentlyOfTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr"));
        try {
            assertThat(Operation.parse("INSERT")).isEqualTo(Operation.INSERT);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void saysWhatIsAcceptedInsteadOfAnUnknownWord() {
        assertThatThrownBy(() -> Operation.parse("upsert"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'upsert'", "INSERT", "MODIFY", "REMOVE", "TRUNCATE");
        assertThatThrownBy(() -> Operation.fromCode("C"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("op C", "c, u, d, r, t and m");
    }
}
