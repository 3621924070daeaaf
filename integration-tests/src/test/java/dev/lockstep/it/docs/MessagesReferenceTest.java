package dev.lockstep.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of messages name every message of the plugins, and none that nobody tells. */
class MessagesReferenceTest {

    private static final Path ROOT = Path.of("..");

    private static final List<String> PLUGINS =
            List.of(
                    "schemas",
                    "connector-source",
                    "transforms",
                    "connector-sinks/sink-core",
                    "connector-sinks/jdbc",
                    "connector-sinks/opensearch",
                    "connector-sinks/redis",
                    "connector-sinks/typesense");

    private static final List<String> PAGES =
            List.of(
                    "docs/reference/errors.md",
                    "docs/reference/sink-errors.md",
                    "docs/reference/transforms/README.md");

    private static final Pattern SPAN = Pattern.compile("`(Cannot [^`<]+)`");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String plugin : PLUGINS) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(plugin).resolve("src/main/java"))) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }

    private static List<MessageTemplate> told() throws IOException {
        return sources().stream().flatMap(source -> MessageTemplate.in(source).stream()).toList();
    }

    private static List<MessageTemplate> written() throws IOException {
        List<MessageTemplate> written = new ArrayList<>();
        for (String page : PAGES) {
            SPAN.matcher(Files.readString(ROOT.resolve(page)))
                    .results()
                    .forEach(span -> written.add(MessageTemplate.ofPage(span.group(1))));
        }
        return written;
    }

    @Test
    void everyMessageIsOnAPage() throws IOException {
        List<MessageTemplate> written = written();
        List<MessageTemplate> told = told();
        assertThat(told).hasSizeGreaterThan(150);
        assertThat(told)
                .filteredOn(message -> written.stream().noneMatch(message::meets))
                .extracting(MessageTemplate::text)
                .as("messages that no page in docs/reference explains")
                .isEmpty();
    }

    @Test
    void everyMessageOnAPageIsTold() throws IOException {
        List<MessageTemplate> told =
                told().stream().filter(message -> !message.act().isEmpty()).toList();
        List<String> literals =
                sources().stream()
                        .flatMap(source -> LITERAL.matcher(source).results())
                        .map(literal -> literal.group(1))
                        .toList();
        assertThat(written())
                .filteredOn(message -> !message.act().isEmpty())
                .filteredOn(message -> told.stream().noneMatch(message::meets))
                .filteredOn(
                        message ->
                                literals.stream()
                                        .noneMatch(literal -> literal.contains(message.act())))
                .extracting(MessageTemplate::text)
                .as("messages that no plugin tells")
                .isEmpty();
    }
}
