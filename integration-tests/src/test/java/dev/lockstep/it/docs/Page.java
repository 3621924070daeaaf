package dev.lockstep.it.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in Markdown. */
record Page(Path file, String text) {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern NO_ANCHOR = Pattern.compile("[^\\p{L}\\p{N}_ -]");

    /** A link of a page: where it leads, and to which heading; empty for none. */
    record Link(String from, Path to, String anchor) {}

    /**
     * All pages of the repository, but for what builds make and what others are put together from.
     */
    static List<Page> all() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> !file.endsWith("about.md"))
                    .filter(file -> !ROOT.relativize(file).toString().startsWith("."))
                    .sorted()
                    .map(Page::read)
                    .toList();
        }
    }

    private static Page read(Path file) {
        try {
            return new Page(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String name() {
        return ROOT.relativize(file).toString();
    }

    /** Links within the repository. */
    List<Link> links() {
        String prose = CODE.matcher(FENCED.matcher(text).replaceAll("")).replaceAll("");
        return LINK.matcher(prose)
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.contains("://") && !target.startsWith("mailto:"))
                .map(this::link)
                .toList();
    }

    private Link link(String target) {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path to = path.isEmpty() ? file : file.resolveSibling(path).normalize();
        return new Link(name(), to, hash < 0 ? "" : target.substring(hash + 1));
    }

    /** What links name the headings by. */
    List<String> anchors() {
        return HEADING.matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .map(heading -> anchor(heading.group(1)))
                .toList();
    }

    private static String anchor(String heading) {
        String words = NO_ANCHOR.matcher(heading.toLowerCase(Locale.ROOT)).replaceAll("");
        return words.strip().replace(' ', '-');
    }
}
