package dev.lockstep.cli.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Work on several servers at the same time, each on a thread of its own. */
final class SideBySide {

    private static final int PATIENCE_SECONDS = 30;

    private final ExecutorService threads =
            Executors.newCachedThreadPool(
                    work -> {
                        Thread thread = new Thread(work, "side-by-side");
                        thread.setDaemon(true);
                        return thread;
                    });

    /**
     * Returns when all is done. The first failure, or an interrupt of the caller, interrupts what
     * is still under way and waits for it to end.
     */
    void run(List<Runnable> work) {
        CompletionService<Void> done = new ExecutorCompletionService<>(threads);
        List<Future<Void>> begun = new ArrayList<>();
        work.forEach(each -> begun.add(done.submit(each, null)));
        try {
            for (int i = 0; i < begun.size(); i++) {
                done.take().get();
            }
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShopException("Cannot wait for the servers: interrupted", e);
        } finally {
            end();
        }
    }

    private static RuntimeException failure(Throwable cause) {
        return cause instanceof RuntimeException known
                ? known
                : new ShopException("Cannot start: " + cause, cause);
    }

    private void end() {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
