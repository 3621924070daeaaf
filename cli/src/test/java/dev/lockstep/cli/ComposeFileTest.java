package dev.lockstep.cli;

import static dev.lockstep.cli.ComposeFile.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.lockstep.cli.apply.Definition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParseResult;

/** The stack of containers, as far as it can be told without starting one. */
class ComposeFileTest {

    private static final Pattern HOST =
            Pattern.compile("(?:(?:http|redis|jdbc:postgresql)://)([a-z]+):(\\d+).*");

    private ComposeFile compose;

    @BeforeEach
    void read() throws IOException {
        compose = ComposeFile.read();
    }

    @Test
    void theFileIsWhatTheSpecificationAllows() throws IOException {
        try (InputStream text = getClass().getResourceAsStream("compose-spec.json")) {
            ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(text);
            // Both in the form of another draft, where nothing is found by them.
            schema.remove("$schema");
            schema.findParents("id").forEach(part -> ((ObjectNode) part).remove("id"));
            JsonSchemaFactory factory =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909);
            assertThat(factory.getSchema(schema).validate(compose.root())).isEmpty();
        }
    }

    @Test
    void everyServiceThatStaysIsCheckedAndPublishesAPortOfItsOwn() {
        Set<String> published = new TreeSet<>();
        compose.services()
                .forEach(
                        (name, service) -> {
                            if (!ComposeFile.endsByItself(service)) {
                                assertThat(service.at("/healthcheck/test").size())
                                        .as(name)
                                        .isGreaterThan(1);
                                List<String[]> ports = ComposeFile.ports(service);
                                assertThat(ports).as(name).isNotEmpty();
                                ports.forEach(
                                        port ->
                                                assertThat(published.add(port[0]))
                                                        .as(name)
                                                        .isTrue());
                            }
                        });
        assertThat(published).contains("5432", "5433", "6379", "8083", "9092", "9200");
    }

    @Test
    void whatAServiceWaitsForIsThereAndChecked() {
        compose.services()
                .forEach(
                        (name, service) ->
                                service.path("depends_on")
                                        .properties()
                                        .forEach(
                                                on -> {
                                                    assertThat(
                                                                    compose.service(on.getKey())
                                                                            .at("/healthcheck/test")
                                                                            .isArray())
                                                            .as(name + " on " + on.getKey())
                                                            .isTrue();
                                                    assertThat(
                                                                    on.getValue()
                                                                            .path("condition")
                                                                            .asText())
                                                            .isEqualTo("service_healthy");
                                                }));
    }

    @Test
    void whatIsMountedIsThere() {
        List<Path> mounted = new ArrayList<>();
        compose.services()
                .values()
                .forEach(
                        service ->
                                ComposeFile.mounts(service)
                                        .forEach(mount -> mounted.add(HOME.resolve(mount[0]))));
        assertThat(mounted).isNotEmpty().allSatisfy(file -> assertThat(file).exists());
    }

    @Test
    void theImagesAreOfTheVersionsThatTestsRunOn() throws IOException {
        String pom = Files.readString(HOME.resolve("pom.xml"));
        assertThat(images())
                .contains(
                        "apache/kafka:" + version(pom, "kafka"),
                        "opensearchproject/opensearch:" + version(pom, "opensearch"),
                        "postgres:17")
                .anyMatch(image -> image.startsWith("redis:"));
        assertThat(version(pom, "postgres17")).startsWith("17.");
        assertThat(Files.readString(HOME.resolve("docker/Dockerfile")))
                .contains("\nFROM apache/kafka:" + version(pom, "kafka") + "\n");
    }

    private List<String> images() {
        return compose.services().values().stream()
                .map(service -> service.path("image").asText())
                .toList();
    }

    private static String version(String pom, String name) {
        return pom.replaceAll("(?s).*<version\\." + name + ">([^<]+)<.*", "$1");
    }

    @Test
    void theBrokerKnowsEveryOptionAndAdvertisesWhatTheOthersUse() throws IOException {
        Map<String, String> environment = compose.environment("kafka");
        assertThat(environment.keySet().stream().filter(name -> !name.endsWith("_OPTS")))
                .allMatch(name -> name.startsWith("KAFKA_"))
                .extracting(
                        name ->
                                name.substring("KAFKA_".length())
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', '.'))
                .isSubsetOf(AbstractKafkaConfig.CONFIG_DEF.names());
        assertThat(environment.get("KAFKA_ADVERTISED_LISTENERS"))
                .contains("//" + ImageFiles.worker().getProperty("bootstrap.servers"))
                .contains("//localhost:" + ComposeFile.ports(compose.service("kafka")).get(0)[0]);
    }

    @Test
    void theWorkerListensWhereItIsAsked() throws IOException {
        String listener = ImageFiles.worker().getProperty("listeners");
        String[] port = ComposeFile.ports(compose.service("connect")).get(0);
        assertThat(listener).isEqualTo("http://0.0.0.0:" + port[1]);
        assertThat(compose.service("connect").at("/healthcheck/test").toString())
                .contains("http://localhost:" + port[1] + "/health");
        assertThat(compose.environment("apply"))
                .containsEntry("LOCKSTEP_CONNECT_URL", "http://connect:" + port[1]);
        assertThat(ImageFiles.worker().getProperty("rest.advertised.host.name"))
                .isEqualTo("connect");
    }

    @Test
    void theImageOfTheAppliedServiceIsTheOneThatIsBuilt() {
        JsonNode connect = compose.service("connect");
        assertThat(compose.service("apply").path("image")).isEqualTo(connect.path("image"));
        assertThat(connect.at("/build/context").asText()).isEqualTo(".");
        assertThat(HOME.resolve(connect.at("/build/dockerfile").asText())).exists();
    }

    /** Those that are applied together have different names, and every address is a service's. */
    @Test
    void theExamplesAreFilledInWithServicesThatAreWaitedFor() {
        Set<String> names = new TreeSet<>();
        Set<String> hosts = new TreeSet<>();
        for (Definition definition : applied()) {
            assertThat(names.add(definition.name())).isTrue();
            Map<String, String> config = definition.config();
            hosts.add(
                    address(
                            config.containsKey("database.hostname")
                                    ? "http://"
                                            + config.get("database.hostname")
                                            + ":"
                                            + config.get("database.port")
                                    : config.get("connection.url")));
        }
        assertThat(hosts).contains("postgres", "replica", "opensearch", "redis");
        assertThat(ComposeFile.names(compose.service("apply").path("depends_on")))
                .containsAll(hosts);
    }

    /** The service's name, where the port is one that it publishes. */
    private String address(String url) {
        Matcher address = HOST.matcher(url);
        assertThat(address.matches()).as(url).isTrue();
        assertThat(ComposeFile.ports(compose.service(address.group(1))))
                .as(url)
                .anyMatch(port -> port[1].equals(address.group(2)));
        return address.group(1);
    }

    private List<Definition> applied() {
        List<Definition> definitions = new ArrayList<>();
        for (List<String> line : compose.commandLines("apply")) {
            // The command takes the line, and no option of it is made up.
            ParseResult parsed =
                    Lockstep.commandLine().parseArgs(line.toArray(String[]::new)).subcommand();
            Map<String, String> values = new HashMap<>(compose.environment("apply"));
            values.putAll(parsed.matchedOptionValue("--set", Map.<String, String>of()));
            List<Path> files = parsed.matchedPositionalValue(0, List.of());
            files.forEach(file -> definitions.add(Definition.read(here(file), values)));
        }
        return definitions;
    }

    /** Where the file is that the container sees. */
    private Path here(Path file) {
        String[] mount = ComposeFile.mounts(compose.service("apply")).get(0);
        return HOME.resolve(mount[0]).resolve(Path.of(mount[1]).relativize(file));
    }
}
