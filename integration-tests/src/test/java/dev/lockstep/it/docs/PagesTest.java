package dev.lockstep.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages refer to is there: other pages, files, tests. */
class PagesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:IT|Test))(?:#(\\w+))?`");
    private static final int README_LINES = 150;

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<Page> pages = Page.all();
        assertThat(pages).hasSizeGreaterThan(50);
        Map<Path, List<String>> anchors =
                pages.stream().collect(Collectors.toMap(Page::file, Page::anchors));
        assertThat(pages)
                .flatExtracting(Page::links)
                .hasSizeGreaterThan(200)
                .filteredOn(
                        link ->
                                !Files.exists(link.to())
                                        || (!link.anchor().isEmpty()
                                                && !anchors.get(link.to()).contains(link.anchor())))
                .isEmpty();
    }

    @Test
    void everyPageIsLinkedToByAnother() throws IOException {
        List<Page> pages = Page.all();
        Set<Path> linked =
                pages.stream()
                        .flatMap(
                                page ->
                                        page.links().stream()
                                                .map(Page.Link::to)
                                                .filter(to -> !to.equals(page.file())))
                        .collect(Collectors.toSet());
        assertThat(pages)
                .filteredOn(page -> page.name().startsWith("docs/"))
                .filteredOn(
                        page ->
                                !linked.contains(page.file())
                                        && !linked.contains(page.file().getParent()))
                .extracting(Page::name)
                .isEmpty();
    }

    @Test
    void everyTestThatAPageNamesExists() throws IOException {
        Map<String, String> tests = tests();
        for (Page page : Page.all()) {
            TEST.matcher(page.text())
                    .results()
                    .forEach(
                            found -> {
                                String where = page.name() + ": " + found.group();
                                assertThat(tests.keySet()).as(where).contains(found.group(1));
                                if (found.group(2) != null) {
                                    assertThat(tests.get(found.group(1)))
                                            .as(where)
                                            .contains("void " + found.group(2) + "(");
                                }
                            });
        }
    }

    private static Map<String, String> tests() throws IOException {
        Map<String, String> tests = new HashMap<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file :
                    files.filter(each -> each.toString().contains("/src/test/java/"))
                            .filter(each -> each.toString().endsWith(".java"))
                            .toList()) {
                tests.merge(
                        file.getFileName().toString().replace(".java", ""),
                        Files.readString(file),
                        String::concat);
            }
        }
        return tests;
    }

    @Test
    void theFirstPageStaysShort() throws IOException {
        assertThat(Files.readAllLines(ROOT.resolve("README.md")).size())
                .isLessThanOrEqualTo(README_LINES);
    }
}
