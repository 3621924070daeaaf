package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.adhoc.AdHocSnapshots;
import dev.lockstep.source.postgres.catalog.CatalogReader;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.metrics.CaptureMetrics;
import dev.lockstep.source.postgres.record.LogFollower;
import dev.lockstep.source.postgres.record.RecordAssembler;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.record.TablePlanner;
import dev.lockstep.source.postgres.reselect.CurrentRows;
import dev.lockstep.source.postgres.reselect.Reselection;
import dev.lockstep.source.postgres.snapshot.TableSnapshot;
import dev.lockstep.source.postgres.stream.LogQueue;
import dev.lockstep.source.postgres.stream.LogReader;
import dev.lockstep.source.postgres.stream.ReplicationStream;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens capture sessions: prepares publication and slot, checks that nothing is missing, and starts
 * reading.
 *
 * @param metrics counts what happens
 * @param form decides in which form values come
 * @param wholeTransactions whether a poll hands out whole transactions only, up to a bound
 */
record CaptureStart(
        PostgresSourceConfig config,
        Database database,
        String version,
        Map<String, String> partition,
        CaptureMetrics metrics,
        StreamForm form,
        boolean wholeTransactions)
        implements Session.Opener {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureStart.class);

    /**
     * {@inheritDoc}
     *
     * @throws SQLException when the server or the connection fails
     * @throws ConnectException when changes are out of reach or the slot cannot be used
     */
    @Override
    public Session open(Optional<SourceOffset> stored) throws SQLException {
        ReplicationStream stream = new ReplicationStream(database.connectForReplication());
        SnapshotStart snapshots = new SnapshotStart(config, database, version, partition);
        SnapshotStart.Place place = null;
        AdHocSnapshots adHoc = null;
        StandbyWatch watch = null;
        CatalogReader catalog = new CatalogReader(database);
        try {
            watch = StandbyWatch.open(database);
            place =
                    new StartPoint(config, database, stream, snapshots)
                            .find(stored.map(AdHocSnapshots::resumable));
            boolean binary = form.isBinary(catalog);
            start(stream, place.resume(), binary);
            adHoc = AdHocSnapshots.open(config, database, place.resume(), binary);
            return session(stream, snapshots, place, catalog, adHoc, watch);
        } catch (SQLException | RuntimeException | Error e) {
            stream.close();
            catalog.close();
            if (place != null && place.point() != null) {
                place.point().close();
            }
            if (adHoc != null) {
                adHoc.close();
            }
            if (watch != null) {
                watch.close();
            }
            throw e;
        }
    }

    @Override
    public void refuseBinary() {
        form.refuseBinary();
    }

    private void start(ReplicationStream stream, SourceOffset resume, boolean binary)
            throws SQLException {
        stream.start(
                config.replication().slot(),
                config.replication().publication(),
                resume.resumeFrom(),
                binary,
                config.replication().statusInterval());
        LOG.info(
                "Streaming from {} (slot {}, publication {}, values {}, {}, server {}, timeline"
                        + " {})",
                resume.resumeFrom(),
                config.replication().slot(),
                config.replication().publication(),
                binary ? "in binary form" : "as text",
                database.label(),
                resume.history().systemId(),
                resume.history().timeline());
    }

    private Session session(
            ReplicationStream stream,
            SnapshotStart snapshots,
            SnapshotStart.Place place,
            CatalogReader catalog,
            AdHocSnapshots adHoc,
            StandbyWatch watch)
            throws SQLException {
        RecordAssembler assembler =
                new RecordAssembler(
                        config,
                        version,
                        partition,
                        place.resume(),
                        new TablePlanner(config, catalog),
                        adHoc == null ? LogFollower.NONE : adHoc,
                        Clock.systemUTC());
        TableSnapshot snapshot =
                place.point() == null ? null : snapshots.start(place.point(), place.resume());
        if (snapshot != null) {
            metrics.snapshot(snapshot.status());
        }
        LogQueue queue =
                new LogQueue(config.streaming().maxQueueSize(), config.streaming().maxQueueBytes());
        LogReader reader = reader(stream, queue, place);
        reader.start();
        metrics.connected(queue, reader);
        return new CaptureSession(
                config.streaming(),
                new CaptureSession.Readers(
                        queue, reader, catalog, assembler, adHoc, reselection(), watch),
                snapshots,
                snapshot,
                fence(place),
                metrics,
                wholeTransactions);
    }

    private LogReader reader(ReplicationStream stream, LogQueue queue, SnapshotStart.Place place) {
        return new LogReader(
                stream,
                queue,
                config.replication().statusInterval(),
                StartCheck.position(place.slot()).value(),
                "lockstep-" + config.events().topicPrefix() + "-log-reader");
    }

    private Reselection reselection() {
        return config.events().reselects()
                ? new Reselection(
                        new CurrentRows(database, config.replication().publication()),
                        config.streaming())
                : null;
    }

    private static SnapshotFence fence(SnapshotStart.Place place) {
        long at = place.point() == null ? 0 : place.point().at().value();
        return new SnapshotFence(
                at, Long.compareUnsigned(place.resume().resumeFrom().value(), at) >= 0);
    }
}
