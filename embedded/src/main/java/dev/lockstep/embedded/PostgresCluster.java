package dev.lockstep.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** The data directory of one PostgreSQL server and the programs that work on it. */
record PostgresCluster(PostgresBinaries binaries, PostgresAccount account, Path data) {

    /** Initializes an empty cluster in the home, or removes the home and fails. */
    static PostgresCluster create(int major, ServerHome home) {
        try {
            PostgresAccount account = PostgresAccount.choose();
            account.own(home.folder());
            PostgresCluster cluster =
                    new PostgresCluster(
                            PostgresBinaries.of(major, home), account, home.resolve("data"));
            cluster.initialize(home);
            return cluster;
        } catch (RuntimeException e) {
            home.delete();
            throw e;
        }
    }

    /** Copies the cluster of a running server into the home, or removes the home and fails. */
    static PostgresCluster copy(PostgresCluster running, DataCopy copy, ServerHome home)
            throws SQLException {
        try {
            running.account.own(home.folder());
            PostgresCluster cluster =
                    new PostgresCluster(running.binaries, running.account, home.resolve("data"));
            copy.take(running.data, cluster.data);
            return cluster;
        } catch (SQLException | RuntimeException e) {
            home.delete();
            throw e;
        }
    }

    List<String> serverCommand() {
        return account.command(List.of(binaries.program("postgres"), "-D", data.toString()));
    }

    private void initialize(ServerHome home) {
        List<String> line =
                List.of(
                        binaries.program("initdb"),
                        "--pgdata=" + data,
                        "--username=postgres",
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--no-locale",
                        "--no-sync");
        try {
            int status =
                    awaitEnd(
                            new ProcessBuilder(account.command(line))
                                    .directory(home.folder().toFile())
                                    .redirectErrorStream(true)
                                    .redirectOutput(home.log().toFile())
                                    .start());
            if (status != 0) {
                throw new EmbeddedServerException(
                        "Cannot initialize a PostgreSQL cluster: initdb ended with status "
                                + status
                                + ".\n"
                                + home.lastLogLines(25));
            }
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot run initdb", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Cannot wait for initdb", e);
        }
    }

    /** Whoever is interrupted leaves no process behind that goes on to write into the home. */
    private static int awaitEnd(Process process) throws InterruptedException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
            throw e;
        }
    }
}
