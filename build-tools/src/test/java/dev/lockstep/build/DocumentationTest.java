package dev.lockstep.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be checked about pages without reading them. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<Path> pages = pages();
        assertThat(pages).contains(ROOT.resolve("README.md"));
        assertThat(pages.stream().flatMap(DocumentationTest::brokenLinks)).isEmpty();
    }

    @Test
    void theTestCommandOfTheReadmeIsWhatIsRun() throws IOException {
        assertThat(ROOT.resolve("README.md")).content().containsPattern("(?m)^mvn verify\\b");
        assertThat(ROOT.resolve(".ci/run")).isExecutable().content().contains("\nmvn -B verify\n");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 8)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    // Parts of pages, whose links are those of the page.
                    .filter(file -> !file.toString().contains("/src/test/resources/examples/"))
                    .toList();
        }
    }

    private static Stream<String> brokenLinks(Path page) {
        return LINK.matcher(read(page))
                .results()
                .map(match -> match.group(1))
                .filter(target -> !target.contains("://"))
                .filter(target -> Files.notExists(page.resolveSibling(target)))
                .map(target -> page + " -> " + target);
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
