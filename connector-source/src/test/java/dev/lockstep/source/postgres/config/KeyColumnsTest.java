package dev.lockstep.source.postgres.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyColumnsTest {

    @Test
    void leavesOtherTablesToTheirPrimaryKey() {
        assertThat(KeyColumns.parse("public.a:x").of("public", "b")).isEmpty();
        assertThat(KeyColumns.parse("").of("public", "a")).isEmpty();
    }

    @Test
    void keepsTheOrderOfTheColumns() {
        assertThat(KeyColumns.parse("public.a: y , x").of("public", "a").orElseThrow())
                .containsExactly("y", "x");
    }

    @Test
    void takesTheFirstEntryThatMatches() {
        KeyColumns columns = KeyColumns.parse("public.a:x;public.*:y;");
        assertThat(columns.of("public", "a").orElseThrow()).containsExactly("x");
        assertThat(columns.of("public", "b").orElseThrow()).containsExactly("y");
    }

    @Test
    void matchesWholeNamesWithoutRegardToCase() {
        KeyColumns columns = KeyColumns.parse("PUBLIC.ÄPFEL:x");
        assertThat(columns.of("public", "äpfel")).isPresent();
        assertThat(columns.of("public", "äpfel2")).isEmpty();
    }

    @Test
    void splitsTableAndColumnsAtTheLastColon() {
        assertThat(KeyColumns.parse("public.(?:a|b):id").of("public", "b").orElseThrow())
                .containsExactly("id");
    }
}
