package dev.lockstep.embedded;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * The life of one server over several runs: started, stopped or killed, started again on the same
 * files, and removed in the end. Not safe for use by several threads.
 */
final class SupervisedServer implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration KILL_TIMEOUT = Duration.ofSeconds(10);
    private static final int QUOTED_LOG_LINES = 25;

    private final String name;
    private final ServerHome home;
    private final String endSignal;
    private final List<String> command;
    private final BooleanSupplier ready;
    private final Duration startTimeout;
    private SupervisedProcess process;

    /**
     * @param name the server with its ids, as the object of an error message
     * @param endSignal the signal that ends it at once
     * @param ready asked again and again until it says that the server serves
     */
    SupervisedServer(
            String name,
            ServerHome home,
            String endSignal,
            List<String> command,
            BooleanSupplier ready,
            Duration startTimeout) {
        this.name = name;
        this.home = home;
        this.endSignal = endSignal;
        this.command = List.copyOf(command);
        this.ready = ready;
        this.startTimeout = startTimeout;
    }

    void start() {
        SupervisedProcess previous = process;
        if (previous != null && previous.isAlive()) {
            throw new IllegalStateException(name + " is running");
        }
        process = SupervisedProcess.start(home, endSignal, command);
        if (previous != null) {
            previous.release();
        }
        awaitReady();
    }

    /** Starts for the first time; leaves nothing behind if that fails. */
    void startOrRemove() {
        try {
            start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Asks the server to end, and insists after the timeout. */
    void stop(String signal, Duration timeout) {
        process.signal(signal);
        if (!process.awaitExit(timeout)) {
            kill();
        }
    }

    /** Ends the server and all its children without a chance to say goodbye. */
    void kill() {
        if (!process.isAlive()) {
            return;
        }
        ProcessHandle server = ProcessHandle.of(process.pid()).orElse(null);
        List<ProcessHandle> children = server == null ? List.of() : server.descendants().toList();
        process.signal("KILL");
        children.forEach(ProcessHandle::destroyForcibly);
        if (!process.awaitExit(KILL_TIMEOUT) || !awaitExit(children)) {
            throw new EmbeddedServerException(
                    "Cannot kill "
                            + name
                            + " (process "
                            + process.pid()
                            + "): it does not end. Look for a stuck disk.");
        }
    }

    /** A child that is still on its way out may hold what the next start needs. */
    private static boolean awaitExit(List<ProcessHandle> children) {
        try {
            CompletableFuture.allOf(
                            children.stream()
                                    .map(ProcessHandle::onExit)
                                    .toArray(CompletableFuture[]::new))
                    .get(KILL_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
        home.delete();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    Duration cpuTime() {
        return ProcessHandle.of(pid())
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException(name + " is not running"));
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + startTimeout.toNanos();
        while (!ready.getAsBoolean()) {
            if (process.awaitExit(POLL)) {
                throw failure("it ended with status " + process.exitStatus());
            }
            if (System.nanoTime() > deadline) {
                throw failure("it is not ready after " + startTimeout.toSeconds() + " s");
            }
        }
    }

    private EmbeddedServerException failure(String cause) {
        return new EmbeddedServerException(
                "Cannot start "
                        + name
                        + ": "
                        + cause
                        + ". The end of its log says why:\n"
                        + home.lastLogLines(QUOTED_LOG_LINES));
    }
}
