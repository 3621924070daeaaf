package dev.lockstep.source.postgres.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TableFilterTest {

    private static TableFilter filter(String... options) {
        return Options.config(options).capture().tables();
    }

    @Test
    void letsEverythingButSystemSchemasThroughByDefault() {
        TableFilter filter = filter();
        assertThat(filter.includes("public", "orders")).isTrue();
        assertThat(filter.includes("Sales 2026", "ö")).isTrue();
        assertThat(filter.includes("pg_catalog", "pg_class")).isFalse();
        assertThat(filter.includes("pg_toast", "pg_toast_1")).isFalse();
        assertThat(filter.includes("information_schema", "tables")).isFalse();
    }

    @Test
    void neverLetsASystemSchemaThrough() {
        assertThat(filter("schema.include.list", ".*").includes("pg_catalog", "pg_class"))
                .isFalse();
        assertThat(
                        filter("table.include.list", "information_schema\\..*")
                                .includes("information_schema", "tables"))
                .isFalse();
    }

    @Test
    void matchesWholeNames() {
        TableFilter filter = filter("table.include.list", "public.order");
        assertThat(filter.includes("public", "order")).isTrue();
        assertThat(filter.includes("public", "orders")).isFalse();
        assertThat(filter.includes("my_public", "order")).isFalse();
    }

    @Test
    void matchesTheWholeNameAlsoWithAlternatives() {
        TableFilter filter = filter("table.include.list", "public.a|public.b");
        assertThat(filter.includes("public", "a")).isTrue();
        assertThat(filter.includes("public", "bc")).isFalse();
    }

    @Test
    void takesADotForAnyCharacterUnlessEscaped() {
        assertThat(filter("table.include.list", "public.a").includes("public", "a")).isTrue();
        assertThat(filter("table.include.list", "a.b.c").includes("a_b", "c")).isTrue();
        assertThat(filter("table.include.list", "a\\.b\\.c").includes("a_b", "c")).isFalse();
    }

    @Test
    void ignoresCaseAlsoBeyondAscii() {
        assertThat(filter("table.include.list", "PUBLIC.ÄPFEL").includes("public", "äpfel"))
                .isTrue();
    }

    @Test
    void splitsAtCommasAndStripsSpace() {
        TableFilter filter = filter("table.include.list", " public.a ,, public.b ");
        assertThat(filter.includes("public", "a")).isTrue();
        assertThat(filter.includes("public", "b")).isTrue();
        assertThat(filter.includes("public", "c")).isFalse();
    }

    @Test
    void takesAnEscapedCommaForPartOfAnExpression() {
        TableFilter filter = filter("table.include.list", "public\\.a{1\\,2},public\\.b");
        assertThat(filter.includes("public", "aa")).isTrue();
        assertThat(filter.includes("public", "aaa")).isFalse();
        assertThat(filter.includes("public", "b")).isTrue();
    }

    @Test
    void takesABlankListForNoList() {
        assertThat(filter("table.include.list", "  ").includes("public", "a")).isTrue();
    }

    @Test
    void wantsBothSchemaAndTableToPass() {
        TableFilter filter = filter("schema.include.list", "sales", "table.exclude.list", ".*_tmp");
        assertThat(filter.includes("sales", "orders")).isTrue();
        assertThat(filter.includes("sales", "orders_tmp")).isFalse();
        assertThat(filter.includes("public", "orders")).isFalse();
    }

    @Test
    void matchesColumnsByTheirFullName() {
        Predicate<String> columns =
                Options.config("column.exclude.list", "public\\.users\\.(password|.*_secret)")
                        .capture()
                        .columns();
        assertThat(columns.test("public.users.password")).isFalse();
        assertThat(columns.test("public.users.api_secret")).isFalse();
        assertThat(columns.test("public.users.password_hint")).isTrue();
        assertThat(columns.test("public.accounts.password")).isTrue();
    }

    @Test
    void matchesPrefixesOfMessagesAsAWhole() {
        Predicate<String> prefixes =
                Options.config("message.prefix.include.list", "audit").capture().messagePrefixes();
        assertThat(prefixes.test("audit")).isTrue();
        assertThat(prefixes.test("audit.log")).isFalse();
    }
}
