package dev.lockstep.source.postgres;

import dev.lockstep.event.Lsn;
import dev.lockstep.source.postgres.SnapshotStart.Place;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.catalog.ReplicationSlot;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.ReplicationOptions.GapPolicy;
import dev.lockstep.source.postgres.config.SnapshotMode;
import dev.lockstep.source.postgres.config.StartPosition;
import dev.lockstep.source.postgres.config.StartPosition.AtLsn;
import dev.lockstep.source.postgres.config.StartPosition.Since;
import dev.lockstep.source.postgres.record.SnapshotProgress;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.record.SourceOffset.History;
import dev.lockstep.source.postgres.snapshot.SnapshotPoint;
import dev.lockstep.source.postgres.stream.ReplicationStream;
import dev.lockstep.source.postgres.stream.ReplicationStream.SystemIdentity;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds where a session starts, and puts publication and slot in place. For one session, by the
 * task thread.
 */
final class StartPoint {

    private static final Logger LOG = LoggerFactory.getLogger(StartPoint.class);

    private final PostgresSourceConfig config;
    private final Database database;
    private final ReplicationStream stream;
    private final SnapshotStart snapshots;

    /** What a new slot began with; null when none was made, or none with a snapshot. */
    private SnapshotPoint point;

    StartPoint(
            PostgresSourceConfig config,
            Database database,
            ReplicationStream stream,
            SnapshotStart snapshots) {
        this.config = config;
        this.database = database;
        this.stream = stream;
        this.snapshots = snapshots;
    }

    /**
     * After the stored offset, else where start.position says.
     *
     * @throws SQLException when the server or the connection fails
     * @throws ConnectException when changes are out of reach or the slot cannot be used
     */
    Place find(Optional<SourceOffset> stored) throws SQLException {
        SystemIdentity system = stream.identify();
        try (Connection connection = database.connect()) {
            Optional<ReplicationSlot> slot =
                    ReplicationSlot.find(connection, config.replication().slot());
            slot.ifPresent(found -> checkOurs(found, config.connection().database()));
            return stored.isPresent()
                    ? next(connection, stored.get(), slot, system)
                    : first(connection, slot, system);
        } catch (SQLException | RuntimeException | Error e) {
            if (point != null) {
                point.close();
            }
            throw e;
        }
    }

    private Place next(
            Connection connection,
            SourceOffset stored,
            Optional<ReplicationSlot> slot,
            SystemIdentity system)
            throws SQLException {
        // Before anything is made: the server may be the wrong one.
        Optional<Gap> gap =
                StartCheck.gap(
                        stored,
                        config.replication().slot(),
                        slot,
                        system,
                        timeline -> stream.endOfTimeline(timeline, system.timeline()));
        if (gap.isPresent()) {
            return afterGap(connection, slot, system, gap.get());
        }
        tellOfPromotion(stored, system);
        ReplicationSlot ready = prepare(connection, slot, system, false);
        return place(ready, stored.on(history(system)));
    }

    /** After the offset, and with what is left of a snapshot. */
    private Place place(ReplicationSlot slot, SourceOffset resume) throws SQLException {
        Optional<SourceOffset> stored = Optional.of(resume);
        return SnapshotStart.isDue(config.snapshot().mode(), stored)
                ? snapshots.place(slot, stored, resume, point)
                : new Place(slot, resume, null);
    }

    private ReplicationSlot prepare(
            Connection connection,
            Optional<ReplicationSlot> slot,
            SystemIdentity system,
            boolean withSnapshot)
            throws SQLException {
        boolean failover = config.replication().slotFailover();
        return SlotAndPublication.prepare(
                connection,
                config,
                slot,
                system.standby(),
                (session, name) -> {
                    if (!withSnapshot) {
                        return ReplicationSlot.create(session, name, failover);
                    }
                    point = SnapshotPoint.ofNewSlot(database, stream, name, failover);
                    return ReplicationSlot.find(session, name).orElseThrow();
                });
    }

    private static History history(SystemIdentity system) {
        return new History(system.systemId(), system.timeline());
    }

    private static void checkOurs(ReplicationSlot slot, String database) {
        refuse(slot, StartCheck.foreign(slot, database));
    }

    private static void checkUsable(ReplicationSlot slot, String database) {
        refuse(slot, StartCheck.unusable(slot, database));
    }

    private static void refuse(ReplicationSlot slot, Optional<String> reason) {
        if (reason.isPresent()) {
            throw new ConnectException("Cannot use slot " + slot.name() + ": " + reason.get());
        }
    }

    private static void tellOfPromotion(SourceOffset stored, SystemIdentity system) {
        if (stored.history().isKnown() && stored.history().timeline() != system.timeline()) {
            LOG.info(
                    "The server has gone from timeline {} to {} after the stored offset {}, and the"
                            + " slot has come along: nothing is missing",
                    stored.history().timeline(),
                    system.timeline(),
                    stored.resumeFrom());
        }
    }

    private Place afterGap(
            Connection connection, Optional<ReplicationSlot> slot, SystemIdentity system, Gap gap)
            throws SQLException {
        if (gapPolicy() == GapPolicy.FAIL) {
            throw gap.failure();
        }
        Optional<ReplicationSlot> usable = dropIfLost(connection, slot);
        if (gapPolicy() == GapPolicy.SNAPSHOT) {
            LOG.warn(gap.snapshotWarning());
            return withSnapshot(connection, usable, system);
        }
        ReplicationSlot ready = prepare(connection, usable, system, false);
        Lsn at =
                usable.isPresent() && gap.goOnAt() != null
                        ? gap.goOnAt()
                        : StartCheck.position(ready);
        SourceOffset resume =
                SourceOffset.between(history(system), at.value(), 0)
                        .during(gap.stored().snapshot().orElse(null));
        LOG.warn(gap.warning(resume));
        return place(ready, resume);
    }

    private GapPolicy gapPolicy() {
        return config.snapshot().mode() == SnapshotMode.WHEN_NEEDED
                ? GapPolicy.SNAPSHOT
                : config.replication().gapPolicy();
    }

    private static Optional<ReplicationSlot> dropIfLost(
            Connection connection, Optional<ReplicationSlot> slot) throws SQLException {
        if (slot.isPresent() && !slot.get().lost().isEmpty()) {
            ReplicationSlot.drop(connection, slot.get().name());
            return Optional.empty();
        }
        return slot;
    }

    private Place withSnapshot(
            Connection connection, Optional<ReplicationSlot> slot, SystemIdentity system)
            throws SQLException {
        ReplicationSlot ready = prepare(connection, slot, system, true);
        SourceOffset resume =
                SourceOffset.between(history(system), StartCheck.position(ready).value(), 0)
                        .during(SnapshotProgress.NONE);
        // Somebody may have seen rows and changes after the place of a slot that is there, and no
        // offset says so yet: what changed them meanwhile comes first.
        return snapshots.place(ready, slot.map(there -> resume), resume, point);
    }

    /** Nothing is stored: the slot, or the option, says where to begin. */
    private Place first(
            Connection connection, Optional<ReplicationSlot> slot, SystemIdentity system)
            throws SQLException {
        StartPosition position = config.replication().startPosition();
        Optional<ReplicationSlot> usable =
                gapPolicy() == GapPolicy.FAIL ? slot : dropIfLost(connection, slot);
        usable.ifPresent(found -> checkUsable(found, config.connection().database()));
        checkReach(position, usable, system);
        if (position.takesSnapshot()
                && SnapshotStart.isDue(config.snapshot().mode(), Optional.empty())) {
            return withSnapshot(connection, usable, system);
        }
        ReplicationSlot ready = prepare(connection, usable, system, false);
        Lsn at = StartCheck.position(ready);
        if (usable.isPresent() && position == StartPosition.Named.CURRENT) {
            at = system.walEnd();
        } else if (position instanceof AtLsn given) {
            at = given.lsn();
        }
        SourceOffset resume = SourceOffset.between(history(system), at.value(), 0);
        return new Place(
                ready,
                position instanceof Since since
                        ? resume.skippingBefore(
                                ChronoUnit.MICROS.between(Instant.EPOCH, since.time()))
                        : resume,
                null);
    }

    /** Before anything is made: whether everything from the place on can be read. */
    private static void checkReach(
            StartPosition position, Optional<ReplicationSlot> slot, SystemIdentity system) {
        if (position instanceof AtLsn at) {
            unreachable(at.lsn(), slot, system).ifPresent(reason -> refuse(at.lsn(), reason));
        } else if (position instanceof Since since && slot.isEmpty()) {
            if (since.time().isBefore(Instant.now())) {
                refuse(
                        since.time(),
                        "there is no slot that has kept the log since then. Create the slot"
                                + " beforehand, or set start.position=snapshot.");
            }
        }
    }

    /** Why the log from a place on cannot be read; empty when it can. */
    static Optional<String> unreachable(
            Lsn place, Optional<ReplicationSlot> slot, SystemIdentity system) {
        if (slot.isEmpty()) {
            return Optional.of("there is no slot that has kept the log since then.");
        }
        if (!slot.get().lost().isEmpty()) {
            return Optional.of("the server has invalidated the slot (" + slot.get().lost() + ").");
        }
        Lsn confirmed = StartCheck.position(slot.get());
        if (place.compareTo(confirmed) < 0) {
            return Optional.of(
                    "slot "
                            + slot.get().name()
                            + " stands at "
                            + confirmed
                            + ", so changes that committed from "
                            + place
                            + " up to "
                            + confirmed
                            + " can no longer be read. Start at that place or later.");
        }
        if (place.compareTo(system.walEnd()) > 0) {
            return Optional.of(
                    "the server's log ends at "
                            + system.walEnd()
                            + ", so what commits until then would be skipped. Start there or"
                            + " before.");
        }
        return Optional.empty();
    }

    private static void refuse(Object place, String reason) {
        throw new ConnectException("Cannot start from " + place + " (start.position): " + reason);
    }
}
