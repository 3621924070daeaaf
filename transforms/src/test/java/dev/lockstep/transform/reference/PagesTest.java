package dev.lockstep.transform.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.build.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One page per transform and predicate, printed from its definition and its examples. */
class PagesTest {

    private static final Path PAGES = Path.of("../docs/reference/transforms");

    static List<Plugin> plugins() {
        return Plugin.all();
    }

    /** Run with {@code -Dlockstep.docs.update=true} to write the pages. */
    @ParameterizedTest
    @MethodSource("plugins")
    void thePageSaysWhatThePluginDoes(Plugin plugin) throws IOException {
        assertThat(plugin.examples()).isNotEmpty();
        hold(PAGES.resolve(plugin.name() + ".md"), new ReferencePage(plugin).print());
    }

    @Test
    void theListHasEveryPlugin() throws IOException {
        hold(PAGES.resolve("README.md"), ReferencePage.list(Plugin.all()));
    }

    @Test
    void thereIsNoPageOfSomethingElse() throws IOException {
        try (var files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()))
                    .allMatch(
                            file ->
                                    file.equals("README.md")
                                            || plugins().stream()
                                                    .anyMatch(p -> file.equals(p.name() + ".md")));
        }
    }

    private static void hold(Path page, String printed) throws IOException {
        if (Boolean.getBoolean("lockstep.docs.update")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, printed);
        }
        assertThat(page)
                .as("out of date: run mvn test with -Dlockstep.docs.update=true")
                .hasContent(printed);
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void everyOptionIsDescribedInOneSentenceThatStartsWithAVerb(Plugin plugin) {
        assertThat(plugin.definition().configKeys().values())
                .allSatisfy(
                        key -> {
                            assertThat(key.group).as(key.name).isNotBlank();
                            assertThat(key.orderInGroup).as(key.name).isPositive();
                            assertThat(key.displayName).as(key.name).isNotBlank();
                            assertThat(key.documentation)
                                    .as(key.name)
                                    .matches("[A-Z][a-z]+s .*\\.")
                                    .doesNotContainPattern("[.!?] +[A-Z]")
                                    .doesNotContain("  ");
                        });
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void everyValueThatCanBeWrongIsValidated(Plugin plugin) {
        ConfigDef definition = plugin.definition();
        assertThat(definition.configKeys().values())
                .filteredOn(key -> key.type != Type.PASSWORD && key.type != Type.BOOLEAN)
                .allSatisfy(key -> assertThat(key.validator).as(key.name).isNotNull());
        assertThat(new ConfigReference("", "").table(definition)).doesNotContain("Lambda", "@");
    }

    @ParameterizedTest
    @MethodSource("plugins")
    void carriesTheVersionOfTheBuild(Plugin plugin) {
        String version =
                plugin.isPredicate()
                        ? plugin.predicate().version()
                        : plugin.transformation().version();
        assertThat(version).matches("\\d+\\.\\d+\\.\\d+.*");
    }
}
