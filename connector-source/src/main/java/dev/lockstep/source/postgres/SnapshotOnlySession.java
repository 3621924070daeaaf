package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.record.SnapshotProgress;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.record.SourceOffset.History;
import dev.lockstep.source.postgres.snapshot.SnapshotPoint;
import dev.lockstep.source.postgres.snapshot.TableSnapshot;
import dev.lockstep.source.postgres.stream.ReplicationStream;
import dev.lockstep.source.postgres.stream.ReplicationStream.SystemIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A session that reads rows once and no changes. It needs no slot: without changes that follow,
 * nothing has to be kept. So a snapshot that was cut off is taken again as a whole.
 */
final class SnapshotOnlySession implements Session {

    private final TableSnapshot snapshot;
    private final SourceOffset complete;
    private final Duration pollInterval;
    private final CountDownLatch closed = new CountDownLatch(1);

    private SnapshotOnlySession(
            TableSnapshot snapshot, SourceOffset complete, Duration pollInterval) {
        this.snapshot = snapshot;
        this.complete = complete;
        this.pollInterval = pollInterval;
    }

    /** Opens one, which only waits if the snapshot is complete already. */
    static Session open(
            PostgresSourceConfig config,
            Database database,
            String version,
            Map<String, String> partition,
            Optional<SourceOffset> stored)
            throws SQLException {
        Duration pollInterval = config.streaming().pollInterval();
        if (!SnapshotStart.isDue(config.snapshot().mode(), stored)) {
            return new SnapshotOnlySession(null, stored.orElseThrow(), pollInterval);
        }
        SystemIdentity system = identify(database);
        try (Connection connection = database.connect()) {
            SlotAndPublication.publish(connection, config, Optional.empty(), system.standby());
        }
        SnapshotPoint point = SnapshotStart.now(database);
        try {
            SourceOffset from =
                    SourceOffset.between(
                                    new History(system.systemId(), system.timeline()),
                                    point.at().value(),
                                    0)
                            .during(SnapshotProgress.NONE);
            TableSnapshot snapshot =
                    new SnapshotStart(config, database, version, partition).start(point, from);
            return new SnapshotOnlySession(snapshot, null, pollInterval);
        } catch (SQLException | RuntimeException | Error e) {
            point.close();
            throw e;
        }
    }

    private static SystemIdentity identify(Database database) throws SQLException {
        try (ReplicationStream stream = new ReplicationStream(database.connectForReplication())) {
            return stream.identify();
        }
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        if (snapshot != null && !snapshot.isComplete()) {
            return snapshot.poll(pollInterval);
        }
        closed.await(pollInterval.toMillis(), TimeUnit.MILLISECONDS);
        return List.of();
    }

    @Override
    public SourceOffset handedOut() {
        return snapshot == null ? complete : snapshot.handedOut();
    }

    @Override
    public void acknowledge(SourceOffset stored) {
        // There is no slot that keeps anything.
    }

    @Override
    public void recordsDropped() {
        // Nothing that could be kept too long depends on their offsets.
    }

    @Override
    public void close() {
        closed.countDown();
        if (snapshot != null) {
            snapshot.close();
        }
    }
}
