package dev.lockstep.source.postgres.signal;

import dev.lockstep.source.postgres.config.SignalOptions;
import dev.lockstep.source.postgres.signal.SignalParser.MalformedSignalException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads signals from a Kafka topic on a thread of its own. How far it has been read is part of the
 * connector's source offset, so a signal and what came of it are stored together; the consumer
 * group's offset follows, for the case that the source offset is deleted. The task thread takes
 * signals; {@link #stored} and {@link #close} may come from any thread.
 */
public final class KafkaSignals implements AutoCloseable {

    /**
     * A signal and where the topic goes on after it.
     *
     * @param next the offset to read from once the signal has taken effect
     */
    public record Received(Signal signal, long next) {}

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSignals.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final SignalOptions options;
    private final String key;
    private final TopicPartition partition;
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    private volatile KafkaConsumer<String, String> consumer;
    private volatile long stored;

    // Owned by the thread
    private long next;
    private long committed;

    /**
     * Starts to read.
     *
     * @param key the topic prefix: other signals are for other connectors
     * @param next where to go on; negative for the place that the consumer group has committed
     */
    public KafkaSignals(SignalOptions options, String key, long next) {
        this.options = options;
        this.key = key;
        this.next = next;
        this.partition = new TopicPartition(options.topic(), 0);
        this.thread = new Thread(this::run, "lockstep-" + key + "-signals");
        this.thread.setDaemon(true);
        thread.start();
    }

    /** The next signal; null for none. */
    public Received poll() {
        return received.poll();
    }

    /** Connect has stored that the topic was read up to here. */
    public void stored(long offset) {
        stored = offset;
    }

    private void run() {
        while (stopped.getCount() > 0) {
            try (KafkaConsumer<String, String> opened =
                    new KafkaConsumer<>(options.consumerProperties())) {
                consumer = opened;
                opened.assign(List.of(partition));
                if (next >= 0) {
                    opened.seek(partition, next);
                }
                LOG.info("Reading signals for {} from topic {}", key, partition.topic());
                read(opened);
            } catch (WakeupException e) {
                // Closed: the loop ends.
            } catch (KafkaException e) {
                LOG.warn(
                        "Cannot read signals from topic {}: {}. Check signal.kafka.* and"
                                + " signal.consumer.*. Trying again in {} s",
                        partition.topic(),
                        e.toString(),
                        PAUSE.toSeconds());
                pause();
            }
        }
    }

    private void read(KafkaConsumer<String, String> opened) {
        while (stopped.getCount() > 0) {
            for (ConsumerRecord<String, String> signal : opened.poll(POLL)) {
                accept(signal);
                next = signal.offset() + 1;
            }
            long offset = stored;
            if (offset > committed) {
                opened.commitSync(Map.of(partition, new OffsetAndMetadata(offset)));
                committed = offset;
            }
        }
    }

    private void accept(ConsumerRecord<String, String> signal) {
        if (!key.equals(signal.key()) || signal.value() == null) {
            return;
        }
        try {
            received.add(new Received(SignalParser.parse(signal.value()), signal.offset() + 1));
        } catch (MalformedSignalException e) {
            LOG.warn(
                    "Ignored the signal at offset {} of topic {}: {}.",
                    signal.offset(),
                    partition.topic(),
                    e.getMessage());
        }
    }

    private void pause() {
        try {
            if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Closed while waiting");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped.countDown();
        }
    }

    @Override
    public void close() {
        stopped.countDown();
        KafkaConsumer<String, String> open = consumer;
        if (open != null) {
            open.wakeup();
        }
    }
}
