package dev.lockstep.source.postgres.adhoc;

import dev.lockstep.source.postgres.adhoc.Outcome.Chunk;
import dev.lockstep.source.postgres.adhoc.Outcome.Found;
import dev.lockstep.source.postgres.adhoc.Outcome.Refused;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.notification.Notifications;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Insert;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.LogicalMessage;
import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.pgoutput.Tuple;
import dev.lockstep.source.postgres.record.AdHocProgress;
import dev.lockstep.source.postgres.record.LogFollower;
import dev.lockstep.source.postgres.record.Notice;
import dev.lockstep.source.postgres.record.SnapshotRows;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.signal.KafkaSignals;
import dev.lockstep.source.postgres.signal.KafkaSignals.Received;
import dev.lockstep.source.postgres.signal.SignalTable;
import dev.lockstep.source.postgres.stream.LogEntry.Change;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes signals and runs the snapshots that they ask for, one step at a time: each step's outcome
 * takes effect at the step's watermark in the log, and gives the next step. What has been asked for
 * and done is in the source offset, so a restart goes on where it was. Used by the task thread, but
 * {@link #stored} and {@link #close} may come from any thread.
 */
public final class AdHocSnapshots implements LogFollower, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AdHocSnapshots.class);

    /** Of changes that a chunk may lack; more of them cost another reading of the chunk. */
    private static final long MAX_RECENT_BYTES = 16L << 20;

    /** So many transactions may gather before it is looked which of them have become visible. */
    private static final int MANY_TRANSACTIONS = 4096;

    private final SignalTable signalTable;
    private final KafkaSignals topic;
    private final SnapshotRequests requests;
    private final AdHocReader reader;
    private final Notifications notifications;
    private final SnapshotNews news;
    private final RecentChanges recent = new RecentChanges(MAX_RECENT_BYTES);
    private final Map<Integer, Relation> tables = new HashMap<>();
    private final String session = UUID.randomUUID().toString();

    /** Of the step that is under way; null for none. */
    private String watermark;

    /** Whether every transaction that the log has brought since some settled place is known. */
    private boolean following;

    private long steps;
    private int pruneAt = MANY_TRANSACTIONS;

    private AdHocSnapshots(
            PostgresSourceConfig config, Database database, AdHocState stored, boolean binary) {
        this.notifications = new Notifications(config, Clock.systemUTC());
        this.signalTable = new SignalTable(config.signals().table());
        this.news = new SnapshotNews(notifications);
        this.requests = new SnapshotRequests(stored, news);
        this.reader = new AdHocReader(config, database, binary);
        this.topic =
                config.signals().usesTopic()
                        ? new KafkaSignals(
                                config.signals(),
                                config.events().topicPrefix(),
                                stored.nextSignal())
                        : null;
    }

    /**
     * Starts to listen.
     *
     * @param resume what has been stored before
     * @param binary whether the log brings values in the binary forms of their types
     * @return null when no signal can come and nobody is to be notified
     */
    public static AdHocSnapshots open(
            PostgresSourceConfig config, Database database, SourceOffset resume, boolean binary) {
        return config.signals().enabled() || config.signals().notifies()
                ? new AdHocSnapshots(config, database, state(resume), binary)
                : null;
    }

    private static AdHocState state(SourceOffset offset) {
        return offset.adHoc().map(AdHocState::parse).orElse(AdHocState.NOTHING);
    }

    /** Connect has stored an offset: the signals before it need not be read again. */
    public void stored(SourceOffset offset) {
        if (topic != null && offset.adHoc().isPresent()) {
            topic.stored(state(offset).nextSignal());
        }
    }

    @Override
    public AdHocProgress progress() {
        AdHocState state = requests.state();
        return state.isNothing() ? null : state;
    }

    /** The initial snapshot begins. */
    public void initialStarted() {
        news.initial("STARTED");
    }

    /** All rows of the initial snapshot have been handed out. */
    public void initialEnded() {
        news.initial("COMPLETED");
    }

    /** The snapshot that the stream is to wait for now; empty for none. */
    public Optional<BlockingSnapshot> blocking() {
        if (!requests.isBlocked()) {
            return Optional.empty();
        }
        Request request = requests.state().current();
        return Optional.of(
                new BlockingSnapshot(
                        request.tables().stream()
                                .map(TableName::toString)
                                .collect(Collectors.toSet()),
                        request.statements()));
    }

    /**
     * The stream goes on.
     *
     * @param complete whether all rows have been handed out
     */
    public void blockingEnded(boolean complete) {
        requests.blockingEnded(complete);
    }

    /**
     * Where to go on from an offset: a blocking snapshot that was not complete is taken anew, at
     * the place where the stream is then.
     */
    public static SourceOffset resumable(SourceOffset stored) {
        AdHocState state = state(stored);
        return state.isBlocked() ? stored.during(null) : stored;
    }

    @Override
    public Notice takeNotice() {
        return notifications.poll();
    }

    @Override
    public void begin() {
        if (topic != null) {
            Received received;
            while ((received = topic.poll()) != null) {
                requests.accept(received);
            }
        }
        direct();
    }

    @Override
    public void define(Relation relation) {
        tables.put(relation.oid(), relation);
        signalTable.define(relation);
    }

    @Override
    public SnapshotRows follow(Change change, boolean seen) {
        if (change.message() instanceof Insert insert && signalTable.isOf(insert) && !seen) {
            signalTable.read(insert).ifPresent(requests::accept);
            direct();
        }
        if (watermark == null) {
            return null;
        }
        if (change.message() instanceof LogicalMessage message && isAwaited(message)) {
            return arrive();
        }
        if (following) {
            remember(change);
        }
        return null;
    }

    private void remember(Change change) {
        recent.add(change, tables);
        if (recent.size() >= pruneAt && reader.latest() != null) {
            recent.prune(reader.latest());
            pruneAt = Math.max(MANY_TRANSACTIONS, 2 * recent.size());
        }
    }

    private boolean isAwaited(LogicalMessage message) {
        return message.prefix().equals(WATERMARK)
                && StandardCharsets.UTF_8
                        .decode(message.content().duplicate())
                        .toString()
                        .equals(watermark);
    }

    /** Takes up what signals have changed. */
    private void direct() {
        if (requests.takeChanged()) {
            watermark = null;
        }
        if (!requests.isActive()) {
            watermark = null;
            following = false;
            recent.clear();
        } else if (watermark == null) {
            next(false);
        }
    }

    /**
     * Gives the reader the next step, if there is one.
     *
     * @param again whether the latest one came to nothing
     */
    private void next(boolean again) {
        watermark = null;
        if (!requests.isActive()) {
            direct();
            return;
        }
        if (requests.isBlocked()) {
            following = false;
            recent.clear();
            return;
        }
        AdHocState state = requests.state();
        boolean reads = state.current().tables() != null;
        watermark = session + "/" + ++steps;
        reader.submit(
                new Step(watermark, state.current(), state.progress(), reads && !following, again));
        following |= reads;
    }

    /** The log has brought the watermark: what the step has found is true from here on. */
    private SnapshotRows arrive() {
        Outcome outcome = reader.take(watermark);
        SnapshotRows rows = null;
        boolean again = false;
        if (outcome instanceof Found found) {
            requests.found(found.tables());
        } else if (outcome instanceof Refused refused) {
            requests.refused(refused);
        } else if (outcome instanceof Chunk chunk) {
            Window window = window(chunk);
            again = !recent.supersede(window, chunk.relation(), chunk.snapshot());
            if (!again) {
                rows = rows(chunk, window);
            }
        }
        next(again);
        return rows;
    }

    private static Window window(Chunk chunk) {
        return new Window(
                chunk.rows().stream().map(Outcome.Row::columns).toList(), chunk.identity());
    }

    private SnapshotRows rows(Chunk chunk, Window window) {
        AdHocState before = requests.state();
        List<Tuple> rows = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < window.size(); i++) {
            if (window.row(i) != null) {
                rows.add(window.row(i));
                places.add(i);
            }
        }
        requests.read(chunk);
        AdHocState after = requests.state();
        if (LOG.isDebugEnabled()) {
            LOG.debug("A chunk of {} rows brings {}", window.size(), rows.size());
        }
        return new SnapshotRows(
                chunk.relation(),
                rows,
                i ->
                        i == rows.size() - 1
                                ? after
                                : before.withProgress(chunk.progressAfter(places.get(i))));
    }

    @Override
    public void close() {
        if (topic != null) {
            topic.close();
        }
        reader.close();
    }
}
