package dev.lockstep.cli;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the image of the worker is built from. */
final class ImageFiles {

    private static final Path FOLDER = ComposeFile.HOME.resolve("docker");
    private static final Pattern COPY = Pattern.compile("(?m)^COPY ((?:--\\S+ )*)(\\S+) (\\S+)$");

    private ImageFiles() {}

    /**
     * A line of the recipe.
     *
     * @param options such as the stage that is copied from
     */
    record Copied(String options, String from, String to) {

        boolean isOfAnotherStage() {
            return options.contains("--from=");
        }
    }

    static Properties worker() throws IOException {
        Properties properties = new Properties();
        try (Reader text =
                Files.newBufferedReader(FOLDER.resolve("connect-distributed.properties"))) {
            properties.load(text);
        }
        return properties;
    }

    static String recipe() throws IOException {
        return Files.readString(FOLDER.resolve("Dockerfile"));
    }

    static List<Copied> copied() throws IOException {
        return COPY.matcher(recipe())
                .results()
                .map((MatchResult line) -> new Copied(line.group(1), line.group(2), line.group(3)))
                .toList();
    }

    /** Whether Docker leaves a file out of what it builds from. */
    static boolean isIgnored(Path file) throws IOException {
        Path name = ComposeFile.HOME.relativize(file).normalize();
        for (String line : Files.readAllLines(ComposeFile.HOME.resolve(".dockerignore"))) {
            if (!line.isBlank() && !line.startsWith("#") && matches(line, name)) {
                return true;
            }
        }
        return false;
    }

    /** A pattern takes a folder with all that is in it, and two stars any number of folders. */
    private static boolean matches(String pattern, Path name) {
        for (int i = 1; i <= name.getNameCount(); i++) {
            Path part = name.subpath(0, i);
            if (glob(pattern).matches(part)
                    || (pattern.startsWith("**/") && glob(pattern.substring(3)).matches(part))) {
                return true;
            }
        }
        return false;
    }

    private static PathMatcher glob(String pattern) {
        return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    }
}
