package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.ChangeDecoder;
import dev.lockstep.sink.config.ApplyMode;
import dev.lockstep.sink.config.ApplyOptions;
import dev.lockstep.sink.metrics.SinkMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a sink's task delegates to: decodes records on the task thread while the apply thread gives
 * changes to the target. All methods belong to the task thread.
 *
 * <p>Invariant: an offset is told to Connect only once the target has everything below it for good,
 * and records are either taken whole by {@link #put} or will be read again.
 */
public final class ChangeSink {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeSink.class);

    /** How long an assignment waits for the target, before it goes on without. */
    private static final Duration CLAIM_WAIT = Duration.ofSeconds(5);

    /** How long a hand-over waits for room. While it does, the task thread answers nobody. */
    private static final Duration ROOM_WAIT = Duration.ofMillis(300);

    /** How long partitions that are given up wait for a call of the target, before it is cut. */
    private static final Duration RELEASE_WAIT = Duration.ofSeconds(20);

    private static final Duration STOP_WAIT = Duration.ofSeconds(1);

    private static final long AT_ONCE_MILLIS = 1;
    private static final long SOON_MILLIS = 1_000;

    private final SinkTaskContext context;
    private final ChangeDecoder decoder;
    private final Target target;
    private final SinkMetrics metrics;
    private final BadRecords badRecords;
    private final ChangeQueue queue;
    private final Progress progress = new Progress();
    private final Thread thread;
    private final Set<TopicPartition> assigned = ConcurrentHashMap.newKeySet();
    private final Map<TopicPartition, Reading> readings = new HashMap<>();
    private final List<Request> claims = new ArrayList<>();

    /** Null unless whole transactions are applied. */
    private final Transactions transactions;

    private boolean paused;

    /**
     * A sink that is ready for partitions.
     *
     * @param name of the task, for its thread: the connector's and the task's number
     * @param target taken over: the sink closes it
     */
    public ChangeSink(
            String name,
            SinkTaskContext context,
            ChangeDecoder decoder,
            Target target,
            ApplyOptions options,
            SinkMetrics metrics) {
        this.context = context;
        this.decoder = decoder;
        this.target = target;
        this.metrics = metrics;
        boolean whole = options.mode() == ApplyMode.TRANSACTION;
        this.transactions = whole ? new Transactions() : null;
        this.badRecords = new BadRecords(options, context, metrics);
        this.queue = new ChangeQueue(options.batchSize(), options.queueBytes(), whole);
        Attempts attempts = new Attempts(target, queue, progress, badRecords, options, metrics);
        Isolation isolation = new Isolation(attempts, badRecords, whole);
        Search search = new Search(attempts, badRecords);
        this.thread =
                new Thread(
                        new Applier(target, queue, progress, attempts, isolation, search, assigned),
                        "lockstep-" + name + "-apply");
        metrics.queue(queue::size);
        thread.setDaemon(true);
        thread.start();
    }

    /** Partitions were assigned. The target says where to read on, at once unless it is down. */
    public void open(Collection<TopicPartition> partitions) {
        throwFailure();
        if (transactions != null && readings.size() + partitions.size() > 1) {
            throw new ConnectException(
                    "Cannot apply whole transactions from "
                            + (readings.size() + partitions.size())
                            + " partitions: their order among each other is not known. Set"
                            + " topic.mode=log at the source so that all changes come by one"
                            + " partition, read that topic alone with tasks.max=1, or set "
                            + ApplyOptions.MODE
                            + "=batch.");
        }
        assigned.addAll(partitions);
        partitions.forEach(partition -> readings.put(partition, new Reading(partition)));
        resume();
        Request claim = new Request(Request.Kind.CLAIM, partitions);
        claims.add(claim);
        queue.ask(claim);
        await(claim, CLAIM_WAIT);
        throwFailure();
        settle(false);
    }

    /** Takes records; those that wait for the target are bounded. */
    public void put(Collection<SinkRecord> records) {
        throwFailure();
        settle(true);
        if (queue.takeRewind()) {
            seekBack();
        }
        Intake intake = new Intake(decoder, badRecords, metrics, readings, transactions);
        intake.take(records);
        if (!intake.handOver(queue)) {
            queue.takeRewind();
            seekBack();
        }
        readings.values().forEach(Reading::arrived);
        makeRoom();
        throwFailure();
    }

    /** The offsets below which the target has everything for good. */
    public Map<TopicPartition, OffsetAndMetadata> preCommit(
            Map<TopicPartition, OffsetAndMetadata> current) {
        Map<TopicPartition, OffsetAndMetadata> safe = new HashMap<>();
        current.forEach(
                (partition, position) -> {
                    Reading reading = readings.get(partition);
                    if (reading != null && reading.isReady()) {
                        commit(reading, position, safe);
                    }
                });
        return safe;
    }

    /**
     * Behind the last record that was taken there may be others that a transform has left out, so
     * when nothing is outstanding Connect's own position holds; but not while Connect may count
     * records as read that came before it knew where to read on.
     */
    private void commit(
            Reading reading,
            OffsetAndMetadata position,
            Map<TopicPartition, OffsetAndMetadata> safe) {
        Standing standing = progress.durable(reading.partition());
        Long durable = standing == null ? null : standing.offset();
        boolean nothingOutstanding =
                reading.expected() < 0 || (durable != null && durable == reading.expected());
        if (nothingOutstanding && !reading.isSought()) {
            safe.put(reading.partition(), position);
        } else if (durable != null) {
            safe.put(reading.partition(), new OffsetAndMetadata(durable));
        }
        if (durable != null) {
            reading.committed(durable);
        }
    }

    /** Partitions were taken away: what waits of them is dropped, and read again by the next. */
    public void close(Collection<TopicPartition> partitions) {
        assigned.removeAll(partitions);
        readings.keySet().removeAll(partitions);
        queue.drop(partitions);
        if (transactions != null) {
            transactions.reset();
        }
        Request release = new Request(Request.Kind.RELEASE, partitions);
        queue.ask(release);
        if (!await(release, RELEASE_WAIT)) {
            LOG.warn("The target takes long to release partitions; its call is cut off");
            target.abort();
            await(release, RELEASE_WAIT);
        }
    }

    /** Ends the apply thread, which closes the target. */
    public void stop() {
        queue.stop();
        try {
            thread.join(STOP_WAIT.toMillis());
            if (thread.isAlive()) {
                target.abort();
                thread.join(RELEASE_WAIT.toMillis());
            }
        } catch (InterruptedException e) {
            target.abort();
            Thread.currentThread().interrupt();
        }
    }

    private void throwFailure() {
        Throwable failure = queue.failure();
        if (failure != null) {
            throw new ConnectException(failure.getMessage(), failure);
        }
    }

    /** Waits, unless the worker has no time; the request stays on its way then. */
    private static boolean await(Request request, Duration timeout) {
        try {
            return request.await(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /**
     * Reads on where the target wants it, of partitions that it was asked for.
     *
     * @param passing whether Connect may have read other records before it knows
     */
    private void settle(boolean passing) {
        if (claims.isEmpty()) {
            return;
        }
        for (Request claim : List.copyOf(claims)) {
            if (claim.isDone()) {
                claims.remove(claim);
                claim.partitions().stream()
                        .map(readings::get)
                        .filter(reading -> reading != null && !reading.isReady())
                        .forEach(reading -> begin(reading, claim.standings(), passing));
            }
        }
    }

    private void begin(Reading reading, Map<TopicPartition, Standing> standings, boolean passing) {
        Standing wanted = standings.get(reading.partition());
        long offset = wanted == null ? reading.passedOver() : wanted.offset();
        reading.start();
        reading.repeats().reset(wanted == null ? Marks.NONE : wanted.marks());
        if (offset >= 0) {
            seek(reading, offset, passing);
        }
    }

    private void seek(Reading reading, long offset, boolean passing) {
        context.offset(reading.partition(), offset);
        reading.seek(offset, passing);
    }

    /** What waited is lost, and what the target held open: reads it again. */
    private void seekBack() {
        if (transactions != null) {
            transactions.reset();
        }
        for (Reading reading : readings.values()) {
            Standing durable = progress.durable(reading.partition());
            long offset = durable == null ? reading.begun() : durable.offset();
            if (offset >= 0) {
                reading.repeats().reset(durable == null ? Marks.NONE : durable.marks());
                seek(reading, offset, true);
            }
        }
    }

    /** Keeps Connect from reading more than there is room for, and from forgetting about us. */
    private void makeRoom() {
        boolean open = claims.isEmpty() && awaitRoom();
        if (!open) {
            pause();
            context.timeout(AT_ONCE_MILLIS);
            if (!claims.isEmpty()) {
                await(claims.get(0), ROOM_WAIT);
            }
            return;
        }
        resume();
        boolean holding = readings.values().stream().anyMatch(each -> each.moves().isHolding());
        if (holding || queue.size() > 0) {
            context.timeout(SOON_MILLIS);
        }
    }

    private boolean awaitRoom() {
        try {
            return queue.awaitRoom(ROOM_WAIT);
        } catch (InterruptedException e) {
            // What was handed over stays handed over.
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void pause() {
        if (!paused && !readings.isEmpty()) {
            context.pause(readings.keySet().toArray(TopicPartition[]::new));
            paused = true;
        }
    }

    private void resume() {
        if (paused && !readings.isEmpty()) {
            context.resume(readings.keySet().toArray(TopicPartition[]::new));
        }
        paused = false;
    }
}
