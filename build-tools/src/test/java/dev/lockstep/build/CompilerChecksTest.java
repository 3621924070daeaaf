package dev.lockstep.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

/**
 * Compiles with the very arguments that the root pom gives to javac: some ways of writing them make
 * javac drop Error Prone, or its flags, without a word.
 */
class CompilerChecksTest {

    private static final Path ROOT = Path.of("..");

    private record Compilation(int exitCode, String output) {}

    @TempDir private Path directory;

    @Test
    void acceptsCleanCode() throws Exception {
        Compilation result = compile("package snippet;\n\nfinal class Snippet {}");
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void rejectsWhatAPromotedCheckFinds() throws Exception {
        Compilation result =
                compile(
                        """
                        package snippet;

                        final class Snippet {
                            static String lower(String text) {
                                return text.toLowerCase();
                            }
                        }
                        """);
        assertThat(result.output()).contains("error: [StringCaseLocaleUsage]");
        assertThat(result.exitCode()).isNotZero();
    }

    @Test
    void rejectsWhatLintFinds() throws Exception {
        Compilation result =
                compile(
                        """
                        package snippet;

                        import java.util.List;

                        final class Snippet {
                            static List<String> names(Object names) {
                                return (List<String>) names;
                            }
                        }
                        """);
        assertThat(result.output()).contains("[unchecked]");
        assertThat(result.exitCode()).isNotZero();
    }

    private Compilation compile(String snippet) throws Exception {
        Path source = Files.writeString(directory.resolve("Snippet.java"), snippet);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        for (String option : Files.readAllLines(ROOT.resolve(".mvn/jvm.config"))) {
            command.addAll(
                    List.of(option.split(" ", 2)).stream().map(part -> "-J" + part).toList());
        }
        command.add("-J-Duser.language=en");
        command.addAll(List.of("-processorpath", System.getProperty("java.class.path")));
        command.addAll(List.of("-d", directory.toString()));
        command.addAll(compilerArguments());
        command.add(source.toString());
        return run(command);
    }

    private static Compilation run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Compilation(process.waitFor(), output);
    }

    private static List<String> compilerArguments() throws Exception {
        NodeList arguments =
                DocumentBuilderFactory.newDefaultInstance()
                        .newDocumentBuilder()
                        .parse(ROOT.resolve("pom.xml").toFile())
                        .getElementsByTagName("arg");
        return IntStream.range(0, arguments.getLength())
                .mapToObj(index -> arguments.item(index).getTextContent())
                .toList();
    }
}
