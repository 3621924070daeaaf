package dev.lockstep.benchmarks;

import dev.lockstep.embedded.ConnectWorker;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sink connector in a worker of its own.
 *
 * @param schemas whether the topics' JSON has schemas
 * @param options of the connector
 */
record SinkFiller(String name, Stage stage, boolean schemas, Map<String, String> options)
        implements Filler {

    private static final String JSON = "dev.lockstep.json.LockstepJsonConverter";

    @Override
    public Filling open(int round) throws Exception {
        return new Working(stage.startWorker(), name + "_" + round + "_");
    }

    private Map<String, String> config(String topic) {
        Map<String, String> config = new TreeMap<>(options);
        config.put("tasks.max", "1");
        config.put("topics", OrdersTopic.topic(topic));
        for (String side : new String[] {"key", "value"}) {
            config.put(side + ".converter", JSON);
            config.put(side + ".converter.schemas.enable", Boolean.toString(schemas));
        }
        config.put("consumer.override.max.poll.records", "2000");
        return config;
    }

    private final class Working implements Filling {

        private final ConnectWorker worker;
        private final String prefix;

        Working(ConnectWorker worker, String prefix) {
            this.worker = worker;
            this.prefix = prefix;
        }

        @Override
        public Task begin(String topic, int rows) {
            String connector = prefix + topic;
            worker.rest().configure(connector, config(topic));
            return () -> worker.rest().delete(connector);
        }

        @Override
        public Duration cpuTime() {
            return worker.cpuTime();
        }

        @Override
        public void close() {
            worker.close();
        }
    }
}
