package dev.lockstep.benchmarks;

import java.time.Duration;
import java.util.concurrent.FutureTask;

/** A plain loader, in a thread of this process. */
record LoaderFiller(String name, Documents documents, Loader loader) implements Filler {

    /** Writes documents to a server until there are no more. */
    interface Loader {
        void load(Documents documents, String topic, int rows) throws Exception;
    }

    @Override
    public Filling open(int round) {
        return new Filling() {

            @Override
            public Task begin(String topic, int rows) {
                FutureTask<Void> task =
                        new FutureTask<>(
                                () -> {
                                    loader.load(documents, topic, rows);
                                    return null;
                                });
                new Thread(task, name).start();
                return task::get;
            }

            @Override
            public Duration cpuTime() {
                return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
            }

            @Override
            public void close() {
                // Nothing stays open.
            }
        };
    }
}
