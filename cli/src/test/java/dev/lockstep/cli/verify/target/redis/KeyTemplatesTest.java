package dev.lockstep.cli.verify.target.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyTemplatesTest {

    @Test
    void namesThatAnotherTemplateMayHaveGivenAreKnown() {
        KeyTemplates templates =
                templates(
                        "product=product:${id}, product=product:sku:${sku}, order=order:${id},"
                                + " line=order:${order_id}:${table}:${id}");
        assertThat(templates.of("product")).containsExactly("product:${id}", "product:sku:${sku}");
        assertThat(templates.others("product", "product:${id}").asMatchPredicate())
                .accepts("product:sku:A1", "order:5")
                .rejects("product:1");
        assertThat(templates.others("order", "order:${id}").asMatchPredicate())
                .accepts("order:5:line:1")
                .rejects("order:5", "order:5:other:1");
    }

    @Test
    void tablesWithoutATemplateOfTheirOwnHaveTheCommonOnes() {
        KeyTemplates templates = templates("order=o:${id},${table}:${key}");
        assertThat(templates.of("order")).containsExactly("o:${id}");
        assertThat(templates.of("product")).containsExactly("${table}:${key}");
        assertThat(templates.others("product", "${table}:${key}").asMatchPredicate())
                .accepts("o:1")
                .rejects("product:1");
        assertThat(templates.others("order", "o:${id}").asMatchPredicate()).accepts("product:1");
        assertThat(new KeyTemplates(Map.of()).of("item")).containsExactly("${table}:${key}");
    }

    private static KeyTemplates templates(String format) {
        return new KeyTemplates(Map.of("key.format", format));
    }
}
