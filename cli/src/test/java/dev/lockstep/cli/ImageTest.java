package dev.lockstep.cli;

import static dev.lockstep.cli.ComposeFile.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.junit.jupiter.api.Test;

/** The image of the worker, as far as it can be told without building it. */
class ImageTest {

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    @Test
    void whatIsCopiedFromTheRepositoryIsInTheBuildContext() throws IOException {
        for (ImageFiles.Copied each : ImageFiles.copied()) {
            Path file = HOME.resolve(each.from());
            if (!each.isOfAnotherStage()) {
                assertThat(file).exists();
                assertThat(each.from().equals(".") || !ImageFiles.isIgnored(file))
                        .as(each.from())
                        .isTrue();
            }
        }
    }

    @Test
    void everySourceOfTheBuildIsInTheBuildContext() throws IOException {
        Set<Path> left = new TreeSet<>();
        for (String module : modules()) {
            try (Stream<Path> files = Files.walk(HOME.resolve(module).resolve("src"))) {
                for (Path file : files.toList()) {
                    if (ImageFiles.isIgnored(file)) {
                        left.add(file);
                    }
                }
            }
            assertThat(ImageFiles.isIgnored(HOME.resolve(module).resolve("pom.xml"))).isFalse();
        }
        assertThat(left).isEmpty();
        assertThat(ImageFiles.isIgnored(HOME.resolve(".mvn/jvm.config"))).isFalse();
        assertThat(ImageFiles.isIgnored(HOME.resolve("cli/target/dist"))).isTrue();
        assertThat(ImageFiles.isIgnored(HOME.resolve(".git/config"))).isTrue();
    }

    @Test
    void everyPluginIsBuiltAndCopiedToWhereTheWorkerLooks() throws IOException {
        String recipe = ImageFiles.recipe();
        List<String> built = List.of(recipe.replaceAll("(?s).*-pl (\\S+) .*", "$1").split(",", -1));
        assertThat(modules()).containsAll(built);
        assertThat(built).contains("cli").containsAll(plugins());
        assertThat(targets()).contains(ImageFiles.worker().getProperty("plugin.path"));
        for (String plugin : plugins()) {
            assertThat(recipe)
                    .contains(
                            "/lockstep/"
                                    + plugin.replaceAll("sinks/.*", "sinks/*")
                                    + "/target/*.zip");
        }
    }

    private static Set<String> plugins() throws IOException {
        return modules().stream()
                .filter(
                        module ->
                                Files.exists(
                                        HOME.resolve(module).resolve("src/assembly/plugin.xml")))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> modules() throws IOException {
        return MODULE.matcher(Files.readString(HOME.resolve("pom.xml")))
                .results()
                .map((MatchResult module) -> module.group(1))
                .toList();
    }

    private static List<String> targets() throws IOException {
        return ImageFiles.copied().stream().map(ImageFiles.Copied::to).toList();
    }

    @Test
    void theCommandRunsWhatIsCopied() throws IOException {
        assertThat(Files.readString(HOME.resolve("docker/lockstep")))
                .contains("'/opt/lockstep/lib/*' " + Lockstep.class.getName());
        assertThat(Files.readString(HOME.resolve("docker/lockstep")))
                .contains("-Dlockstep.plugins=" + ImageFiles.worker().getProperty("plugin.path"));
        assertThat(targets()).contains("/opt/lockstep/lib", "/usr/local/bin/lockstep");
    }

    @Test
    void theWorkerKnowsEachOfItsOptions() throws IOException {
        Map<String, String> properties = new HashMap<>();
        ImageFiles.worker().forEach((key, value) -> properties.put((String) key, (String) value));
        assertThat(new DistributedConfig(properties).values())
                .containsKeys(properties.keySet().toArray(String[]::new));
    }
}
