package dev.lockstep.cli;

import static dev.lockstep.cli.ComposeFile.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The connector files that come with the program, and what is written about them. */
class ExampleFilesTest {

    private static final Path FOLDER = HOME.resolve("config-examples");
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| \\[`([^`]+)`]\\(([^)]+)\\) \\|.*\\| \\[[^]]+]\\(([^)]+)\\) \\|$");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");

    private static Set<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The page of each file that the table has. */
    private static Map<String, Path> pages() throws IOException {
        Map<String, Path> pages = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(FOLDER.resolve("README.md")));
        while (row.find()) {
            assertThat(row.group(2)).isEqualTo(row.group(1));
            pages.put(row.group(1), FOLDER.resolve(row.group(3)));
        }
        return pages;
    }

    @Test
    void everyFileIsInTheTableAndOnItsPage() throws IOException {
        assertThat(pages().keySet()).isEqualTo(files());
        for (Map.Entry<String, Path> page : pages().entrySet()) {
            assertThat(Files.readString(page.getValue()))
                    .contains("](../../../config-examples/" + page.getKey() + ")")
                    .contains("**When:**", "**What comes out:**", "**Try it:**");
        }
    }

    @Test
    void whatThePagesLeadToIsThere() throws IOException {
        Set<Path> pages = new TreeSet<>(pages().values());
        pages.add(FOLDER.resolve("README.md"));
        pages.add(HOME.resolve("docs/howto/docker-compose.md"));
        for (Path page : pages) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                assertThat(page.resolveSibling(link.group(1))).as(page.toString()).exists();
            }
        }
    }

    /** Those for the same cluster can run side by side. */
    @Test
    void connectorsAndSlotsHaveNamesOfTheirOwn() throws IOException {
        Map<String, String> owners = new HashMap<>();
        for (String file : files()) {
            JsonNode connector = new ObjectMapper().readTree(FOLDER.resolve(file).toFile());
            JsonNode slot = connector.path("config").path("slot.name");
            assertThat(owners.put("name " + connector.path("name").asText(), file))
                    .as(file)
                    .isNull();
            if (!slot.isMissingNode()) {
                assertThat(owners.put("slot " + slot.asText(), file)).as(file).isNull();
            }
        }
    }
}
