package dev.lockstep.cli.live;

import dev.lockstep.cli.shop.Pipeline;
import dev.lockstep.cli.shop.Target;
import dev.lockstep.embedded.ConnectRest.Instance;
import dev.lockstep.embedded.ConnectRest.Status;
import dev.lockstep.embedded.EmbeddedServerException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** Looks at the targets' connectors again and again, on a thread of its own. */
public final class TargetWatch implements AutoCloseable {

    private static final long PAUSE_NANOS = 250_000_000L;

    /** The worker does not answer. */
    static final String DOWN = "worker down";

    static final String RUNNING = "running";
    static final String PAUSED = "paused";

    private final Pipeline pipeline;
    private final Admin admin;
    private final Map<String, Map<String, Long>> offsets = new ConcurrentHashMap<>();
    private final Map<String, Known> states = new ConcurrentHashMap<>();
    private final Thread thread = new Thread(this::run, "target-watch");
    private volatile boolean closed;

    /**
     * A state, and how often it has changed until then.
     *
     * @param state see {@link TargetWatch#state(Target)}
     */
    record Known(String state, long changes) {

        static final Known NOTHING = new Known("starting", 0);

        Known then(String next) {
            return next.equals(state) ? this : new Known(next, changes + 1);
        }
    }

    public TargetWatch(Pipeline pipeline, String bootstrapServers) {
        this.pipeline = pipeline;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        thread.setDaemon(true);
        thread.start();
    }

    /** By topic, the first offset that the target does not have for good. */
    public Map<String, Long> offsets(Target target) {
        return offsets.getOrDefault(target.name(), Map.of());
    }

    /** {@value #RUNNING}, {@value #PAUSED}, {@value #DOWN}, or another state in small letters. */
    public String state(Target target) {
        return known(target).state();
    }

    /** How often the state has changed: what was seen at one count may not hold at another. */
    public long changes(Target target) {
        return known(target).changes();
    }

    private Known known(Target target) {
        return states.getOrDefault(target.name(), Known.NOTHING);
    }

    public boolean isRunning(Target target) {
        return state(target).equals(RUNNING);
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        boolean interrupted = Thread.interrupted();
        try {
            thread.join();
        } catch (InterruptedException e) {
            interrupted = true;
        }
        admin.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closed) {
            for (Target target : pipeline.targets()) {
                readOffsets(target);
                readState(target);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void readOffsets(Target target) {
        try {
            Map<String, Long> read = new HashMap<>();
            admin.listConsumerGroupOffsets(target.group())
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> put(read, partition.topic(), offset));
            offsets.put(target.name(), read);
        } catch (ExecutionException e) {
            // Kafka is busy or gone: what was seen last remains.
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    private static void put(Map<String, Long> offsets, String topic, OffsetAndMetadata offset) {
        if (offset != null) {
            offsets.put(topic, offset.offset());
        }
    }

    private void readState(Target target) {
        try {
            become(target, state(pipeline.status(target)));
        } catch (EmbeddedServerException e) {
            become(target, DOWN);
        }
    }

    private void become(Target target, String state) {
        states.put(target.name(), known(target).then(state));
    }

    /** What is least as it should be. */
    static String state(Status status) {
        List<String> all =
                Stream.concat(Stream.of(status.connector()), status.tasks().stream())
                        .map(Instance::state)
                        .toList();
        String state =
                all.stream()
                        .filter(each -> each.equals("FAILED"))
                        .findFirst()
                        .or(() -> all.stream().filter(each -> !each.equals("RUNNING")).findFirst())
                        .orElse(status.tasks().isEmpty() ? "STARTING" : "RUNNING");
        return state.toLowerCase(Locale.ROOT);
    }
}
