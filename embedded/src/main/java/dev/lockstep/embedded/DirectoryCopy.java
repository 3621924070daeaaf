package dev.lockstep.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * A copy of a running server's data directory, without its log: whoever starts on it reads the log
 * from the server.
 */
final class DirectoryCopy {

    /** Their content belongs to the server alone. */
    private static final Set<String> EMPTY = Set.of("pg_wal", "pg_replslot", "pg_stat_tmp");

    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts");

    private final Connection server;
    private final int major;

    /**
     * @param server a session of the superuser
     */
    DirectoryCopy(Connection server, int major) {
        this.server = server;
        this.major = major;
    }

    /** Copies from one data directory to another that does not exist yet. */
    void copy(Path from, Path to) throws SQLException {
        try (Statement statement = server.createStatement()) {
            statement.execute(
                    major < 15
                            ? "SELECT pg_start_backup('standby', true, false)"
                            : "SELECT pg_backup_start('standby', true)");
            copyTree(from, to);
            try (ResultSet row =
                    statement.executeQuery(
                            major < 15
                                    ? "SELECT labelfile FROM pg_stop_backup(false, false)"
                                    : "SELECT labelfile FROM pg_backup_stop(false)")) {
                row.next();
                Files.writeString(to.resolve("backup_label"), row.getString(1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + from + " to " + to, e);
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.walkFileTree(
                from,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) throws IOException {
                        take(folder);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (!isLeftOut(from.relativize(file))) {
                            take(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    /** Files come and go while the server runs; the log knows of them. */
                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }

                    private void take(Path path) throws IOException {
                        if (isInsideEmpty(from.relativize(path))) {
                            return;
                        }
                        try {
                            Files.copy(
                                    path,
                                    to.resolve(from.relativize(path)),
                                    StandardCopyOption.COPY_ATTRIBUTES,
                                    LinkOption.NOFOLLOW_LINKS);
                        } catch (NoSuchFileException e) {
                            // Gone since the folder was listed.
                        }
                    }
                });
    }

    /** The folder itself is there; of the log's folders also those inside. */
    private static boolean isInsideEmpty(Path path) {
        boolean inside = path.getNameCount() > 1 && EMPTY.contains(path.getName(0).toString());
        return inside && !(path.getNameCount() == 2 && path.startsWith("pg_wal/archive_status"));
    }

    private static boolean isLeftOut(Path path) {
        return LEFT_OUT.contains(path.toString());
    }
}
