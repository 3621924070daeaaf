package dev.lockstep.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What NOTICE says of the work of others: a line each, {@code group:artifact licence}. */
final class Notices {

    /** Who made a library, and under which licence, by its SPDX identifier. */
    record Notice(String group, String licence) {}

    private static final Notice OURS = new Notice("dev.lockstep", "Apache-2.0");
    private static final Pattern LINE = Pattern.compile("  (\\S+):(\\S+) +(\\S+)");

    private final Map<String, Notice> byArtifact = new TreeMap<>();

    private Notices() {}

    static Notices read(Path file) throws IOException {
        Notices notices = new Notices();
        for (String line : Files.readAllLines(file)) {
            Matcher parts = LINE.matcher(line);
            if (parts.matches()) {
                Notice notice = new Notice(parts.group(1), parts.group(3));
                if (notices.byArtifact.put(parts.group(2), notice) != null) {
                    throw new IllegalStateException(
                            "Cannot tell two libraries named " + parts.group(2) + " apart.");
                }
            }
        }
        return notices;
    }

    Notice of(Library library) {
        if (library.isOurs()) {
            return OURS;
        }
        Notice notice = byArtifact.get(library.artifact());
        if (notice == null) {
            throw new IllegalStateException(
                    "Cannot release "
                            + library.artifact()
                            + ": NOTICE does not name it. Add a line with its group, artifact and"
                            + " licence, and the licence's text to the folder licenses unless it is"
                            + " Apache's or in the jar.");
        }
        return notice;
    }

    void refuseOthersThan(Collection<Library> shipped) {
        Set<String> others = new TreeSet<>(byArtifact.keySet());
        others.removeAll(shipped.stream().map(Library::artifact).collect(Collectors.toSet()));
        if (!others.isEmpty()) {
            throw new IllegalStateException(
                    "Cannot release: NOTICE names what no archive carries. Take out " + others);
        }
    }
}
