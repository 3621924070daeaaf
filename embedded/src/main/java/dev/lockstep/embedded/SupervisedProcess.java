package dev.lockstep.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of a server under the shell of {@code supervise.sh}, which ends the server and removes
 * its home as soon as this JVM lets go of the pipe.
 */
final class SupervisedProcess {

    private static final String SCRIPT = readScript();

    /** Where the system has it, keeps the signals of a terminal away from the server. */
    private static final List<String> OWN_SESSION =
            Files.isExecutable(Path.of("/usr/bin/setsid")) ? List.of("/usr/bin/setsid") : List.of();

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Process supervisor;
    private final Writer commands;
    private final long pid;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    private SupervisedProcess(Process supervisor) throws IOException {
        this.supervisor = supervisor;
        this.commands = supervisor.outputWriter(StandardCharsets.US_ASCII);
        BufferedReader reports = supervisor.inputReader(StandardCharsets.US_ASCII);
        this.pid = Long.parseLong(reports.readLine());
        Thread reader = new Thread(() -> readExit(reports), "lockstep-supervisor-" + pid);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * @param endSignal what ends the server at once when nobody needs it any more
     */
    static SupervisedProcess start(ServerHome home, String endSignal, List<String> command) {
        List<String> line = new ArrayList<>(OWN_SESSION);
        line.addAll(List.of("sh", "-c", SCRIPT, "supervise"));
        line.addAll(List.of(home.folder().toString(), home.log().toString(), endSignal));
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line).directory(home.folder().toFile());
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        try {
            return new SupervisedProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command.get(0), e);
        }
    }

    long pid() {
        return pid;
    }

    boolean isAlive() {
        return !exit.isDone();
    }

    void signal(String signal) {
        send(signal);
    }

    /** Whether the server has ended within this time. */
    boolean awaitExit(Duration atMost) {
        try {
            exit.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Cannot wait for process " + pid, e);
        }
    }

    int exitStatus() {
        return exit.join();
    }

    /** Leaves the home to the supervisor of the next run. The server has ended before. */
    void release() {
        send("release");
        closeCommands();
    }

    /** Ends the server if it runs, and removes its home; an interrupt has to wait. */
    void close() {
        closeCommands();
        boolean interrupted = Thread.interrupted();
        long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        boolean ended = false;
        while (!ended && System.nanoTime() < deadline) {
            try {
                ended = supervisor.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (!ended) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void readExit(BufferedReader reports) {
        try (reports) {
            String status = reports.readLine();
            exit.complete(status == null ? -1 : Integer.parseInt(status));
        } catch (IOException e) {
            exit.complete(-1);
        }
    }

    private void send(String line) {
        try {
            commands.write(line + "\n");
            commands.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot reach the supervisor of process " + pid, e);
        }
    }

    private void closeCommands() {
        try {
            commands.close();
        } catch (IOException e) {
            supervisor.destroy();
        }
    }

    private static String readScript() {
        try (InputStream script = SupervisedProcess.class.getResourceAsStream("supervise.sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
