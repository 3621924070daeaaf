package dev.lockstep.embedded;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/**
 * Folders of unpacked programs: below the folder that the system property {@value #CACHE} names,
 * once for everyone who names the same folder, else in the home of the server.
 */
final class UnpackedPrograms {

    static final String CACHE = "lockstep.embedded.cache";

    /** Fills an empty folder. */
    interface Content {
        void unpackInto(Path folder) throws IOException;
    }

    private UnpackedPrograms() {}

    /**
     * The folder of this name, complete.
     *
     * @param name tells the version and the content
     */
    static Path folder(String name, ServerHome home, Content content) throws IOException {
        String cache = System.getProperty(CACHE);
        Path parent = cache == null ? home.folder() : Files.createDirectories(Path.of(cache));
        Path target = parent.resolve(name).toAbsolutePath();
        if (!Files.isDirectory(target)) {
            unpackAtomically(content, target);
        }
        return target;
    }

    /** Whoever comes second finds the folder complete and drops its own copy. */
    private static void unpackAtomically(Content content, Path target) throws IOException {
        Path draft = Files.createTempDirectory(target.getParent(), "unpacking-");
        makeTraversable(draft);
        content.unpackInto(draft);
        try {
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // A folder that is there already has no exception of its own on every system.
            new ServerHome(draft).delete();
            if (!Files.isDirectory(target)) {
                throw e;
            }
        }
    }

    /** Readable and executable for all: the server may run as another user than we do. */
    static void makeTraversable(Path path) throws IOException {
        Set<PosixFilePermission> all = EnumSet.allOf(PosixFilePermission.class);
        all.remove(PosixFilePermission.GROUP_WRITE);
        all.remove(PosixFilePermission.OTHERS_WRITE);
        Files.setPosixFilePermissions(path, all);
    }
}
