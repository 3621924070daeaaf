package dev.lockstep.benchmarks.contender;

import dev.lockstep.benchmarks.measure.Meter;
import dev.lockstep.benchmarks.stage.Stage;
import dev.lockstep.benchmarks.stage.WorkerLease;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sink connector of Lockstep in a worker.
 *
 * @param options of the connector, without where its server is
 * @param address options that say where its server is
 */
public record SinkFiller(
        String name, Stage stage, Map<String, String> options, Map<String, String> address)
        implements Filler {

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(options);
        Converter.lockstepJson(true).addTo(settings);
        settings.put("tasks.max", "1");
        settings.put("consumer.override.max.poll.records", "2000");
        return settings;
    }

    @Override
    public Filling open() {
        return new Working(stage.worker(name));
    }

    private final class Working implements Filling {

        private final WorkerLease lease;

        Working(WorkerLease lease) {
            this.lease = lease;
        }

        @Override
        public Task begin(String topic, int rows) {
            String connector = stage.unique(name);
            Map<String, String> config = new TreeMap<>(settings());
            config.putAll(address);
            config.put("topics", topic);
            lease.rest().configure(connector, config);
            return () -> lease.rest().delete(connector);
        }

        @Override
        public Meter meter() {
            return lease.meter();
        }

        @Override
        public void close() {
            lease.close();
        }
    }
}
