package dev.lockstep.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;

/**
 * The user that PostgreSQL runs as: ourselves, unless we are root, whom PostgreSQL refuses.
 *
 * <p>Root runs it in a user namespace of its own, where it appears as nobody. Where the system
 * forbids that, as containers often do, it becomes the real nobody and owns its files.
 */
enum PostgresAccount {
    OURSELVES(""),
    NAMESPACE("unshare -U"),
    NOBODY("setpriv --reuid=nobody --regid=65534 --clear-groups");

    private final String prefix;

    PostgresAccount(String prefix) {
        this.prefix = prefix;
    }

    static PostgresAccount choose() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return OURSELVES;
        }
        return NAMESPACE.works() ? NAMESPACE : NOBODY;
    }

    List<String> command(List<String> line) {
        Stream<String> words = Stream.of(prefix.split(" ")).filter(word -> !word.isEmpty());
        return Stream.concat(words, line.stream()).toList();
    }

    /** Lets this user write into a folder of ours. */
    void own(Path folder) {
        if (this != NOBODY) {
            return;
        }
        try {
            UserPrincipal nobody =
                    folder.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName("nobody");
            Files.setOwner(folder, nobody);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot give " + folder + " to the user nobody", e);
        }
    }

    private boolean works() {
        try {
            return new ProcessBuilder(command(List.of("true")))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Cannot look for a user to run PostgreSQL as", e);
        }
    }
}
