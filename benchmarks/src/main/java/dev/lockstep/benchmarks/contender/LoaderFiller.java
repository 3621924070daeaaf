package dev.lockstep.benchmarks.contender;

import dev.lockstep.benchmarks.measure.Meter;
import java.util.Map;
import java.util.concurrent.FutureTask;

/** A plain loader, in a thread of this process. */
public record LoaderFiller(String name, Documents documents, Loader loader) implements Filler {

    /** Writes documents to a server until there are no more. */
    @FunctionalInterface
    public interface Loader {
        void load(Documents documents, String topic, int rows) throws Exception;
    }

    @Override
    public Map<String, String> settings() {
        return Map.of();
    }

    @Override
    public Filling open() {
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
            public Meter meter() {
                return Meter.startHere();
            }

            @Override
            public void close() {
                // Nothing stays open.
            }
        };
    }
}
