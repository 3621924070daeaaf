package dev.lockstep.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code connect-plugin-path.sh list} of Kafka says about the plugin archives. */
class PluginPathIT {

    private static final String CONVERTER = "dev.lockstep.json.LockstepJsonConverter";

    private static final int COLUMNS = 8;

    private static final Map<String, List<String>> PLUGINS =
            Map.of(
                    "lockstep-connector-source",
                    List.of("dev.lockstep.source.postgres.PostgresSourceConnector source"),
                    "lockstep-sink-jdbc",
                    List.of("dev.lockstep.sink.jdbc.JdbcSinkConnector sink"),
                    "lockstep-sink-opensearch",
                    List.of("dev.lockstep.sink.opensearch.OpenSearchSinkConnector sink"),
                    "lockstep-sink-redis",
                    List.of("dev.lockstep.sink.redis.RedisSinkConnector sink"),
                    "lockstep-sink-typesense",
                    List.of("dev.lockstep.sink.typesense.TypesenseSinkConnector sink"),
                    "lockstep-transforms",
                    transforms());

    private static List<String> transforms() {
        Stream<String> transforms =
                Stream.of(
                        "ChangedFields",
                        "FilterEntity",
                        "FilterExpression",
                        "FilterOperation",
                        "FromOutbox",
                        "MaskField",
                        "ProjectImage",
                        "RouteEntity",
                        "ToCloudEvent",
                        "ToEntityEvent",
                        "Unwrap");
        Stream<String> predicates =
                Stream.of("FieldChanged", "IsEntity", "IsOperation", "MatchesExpression");
        return Stream.concat(
                        transforms.map(name -> name + " transformation"),
                        predicates.map(name -> name + " predicate"))
                .map(plugin -> "dev.lockstep.transform." + plugin)
                .toList();
    }

    @Test
    void everyPluginHasItsManifestAndCanBeLoaded(@TempDir Path folder) throws Exception {
        Release.unpackPlugins(folder);

        List<String> listed = list(folder);

        List<String> expected = new ArrayList<>();
        PLUGINS.forEach(
                (archive, plugins) -> {
                    String place = folder.resolve(archive + "-" + Release.VERSION).toString();
                    plugins.forEach(plugin -> expected.add(plugin + " " + place));
                    // It comes with the schemas, which every archive carries.
                    expected.add(CONVERTER + " converter " + place);
                    expected.add(CONVERTER + " header_converter " + place);
                });
        assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Class, type and place of each plugin that Kafka finds; fails if any is not in order. */
    private static List<String> list(Path folder) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                kafka(),
                                "org.apache.kafka.tools.ConnectPluginPath",
                                "list",
                                "--plugin-path",
                                folder.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        List<String[]> rows =
                output.lines()
                        .filter(line -> line.split("\t").length == COLUMNS)
                        .map(line -> line.split("\t", -1))
                        .toList();
        List<String> head = Arrays.asList(rows.get(0));
        List<String> found = new ArrayList<>();
        for (String[] row : rows.subList(1, rows.size())) {
            assertThat(row[head.indexOf("pluginVersion")]).isEqualTo(Release.VERSION);
            assertThat(row[head.indexOf("isLoadable")]).as(row[0]).isEqualTo("true");
            assertThat(row[head.indexOf("hasManifest")]).as(row[0]).isEqualTo("true");
            found.add(
                    row[head.indexOf("pluginName")]
                            + " "
                            + row[head.indexOf("pluginType")]
                            + " "
                            + row[head.indexOf("pluginLocation")]);
        }
        return found;
    }

    /** What the tool needs of this test's class path: each further jar is searched for plugins. */
    private static String kafka() {
        List<String> needed =
                List.of(
                        "kafka-tools-",
                        "connect-",
                        "kafka-clients-",
                        "kafka-server-common-",
                        "argparse4j-",
                        "slf4j-api-",
                        "classgraph-",
                        "maven-artifact-");
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> needed.stream().anyMatch(new File(entry).getName()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
