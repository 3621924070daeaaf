package dev.lockstep.source.postgres;

import dev.lockstep.event.Lsn;
import dev.lockstep.source.postgres.catalog.Database;
import dev.lockstep.source.postgres.catalog.ReplicationSlot;
import dev.lockstep.source.postgres.config.PostgresSourceConfig;
import dev.lockstep.source.postgres.config.ReplicationOptions.GapPolicy;
import dev.lockstep.source.postgres.config.StartPosition;
import dev.lockstep.source.postgres.config.StartPosition.AtLsn;
import dev.lockstep.source.postgres.config.StartPosition.Since;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.record.SourceOffset.History;
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
 * Where a session starts, with publication and slot in place.
 *
 * @param resume everything up to this offset counts as handed out
 */
record StartPoint(ReplicationSlot slot, SourceOffset resume) {

    private static final Logger LOG = LoggerFactory.getLogger(StartPoint.class);

    /**
     * Finds it: after the stored offset, else where start.position says.
     *
     * @throws SQLException when the server or the connection fails
     * @throws ConnectException when changes are out of reach or the slot cannot be used
     */
    static StartPoint find(
            PostgresSourceConfig config,
            Database database,
            ReplicationStream stream,
            Optional<SourceOffset> stored)
            throws SQLException {
        SystemIdentity system = stream.identify();
        String name = config.replication().slot();
        try (Connection connection = database.connect()) {
            Optional<ReplicationSlot> slot = ReplicationSlot.find(connection, name);
            slot.ifPresent(found -> checkOurs(found, config.connection().database()));
            if (stored.isEmpty()) {
                return first(connection, config, slot, system);
            }
            // Before anything is made: the server may be the wrong one.
            Optional<Gap> gap =
                    StartCheck.gap(
                            stored.get(),
                            name,
                            slot,
                            system,
                            timeline -> stream.endOfTimeline(timeline, system.timeline()));
            if (gap.isPresent()) {
                return afterGap(connection, config, slot, system, gap.get());
            }
            tellOfPromotion(stored.get(), system);
            ReplicationSlot ready =
                    SlotAndPublication.prepare(connection, config, slot, system.standby());
            return new StartPoint(ready, stored.get().on(history(system)));
        }
    }

    private static History history(SystemIdentity system) {
        return new History(system.systemId(), system.timeline());
    }

    private static void checkOurs(ReplicationSlot slot, String database) {
        Optional<String> reason = StartCheck.foreign(slot, database);
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

    private static StartPoint afterGap(
            Connection connection,
            PostgresSourceConfig config,
            Optional<ReplicationSlot> slot,
            SystemIdentity system,
            Gap gap)
            throws SQLException {
        if (config.replication().gapPolicy() == GapPolicy.FAIL) {
            throw gap.failure();
        }
        Optional<ReplicationSlot> usable = slot.filter(found -> found.lost().isEmpty());
        if (slot.isPresent() && usable.isEmpty()) {
            ReplicationSlot.drop(connection, slot.get().name());
        }
        ReplicationSlot ready =
                SlotAndPublication.prepare(connection, config, usable, system.standby());
        Lsn place =
                usable.isPresent() && gap.goOnAt() != null
                        ? gap.goOnAt()
                        : StartCheck.position(ready);
        SourceOffset resume = SourceOffset.between(history(system), place.value(), 0);
        LOG.warn(gap.warning(resume));
        return new StartPoint(ready, resume);
    }

    /** Nothing is stored: the slot, or the option, says where to begin. */
    private static StartPoint first(
            Connection connection,
            PostgresSourceConfig config,
            Optional<ReplicationSlot> slot,
            SystemIdentity system)
            throws SQLException {
        StartPosition position = config.replication().startPosition();
        slot.flatMap(found -> StartCheck.unusable(found, config.connection().database()))
                .ifPresent(
                        reason -> {
                            throw new ConnectException(
                                    "Cannot use slot " + slot.get().name() + ": " + reason);
                        });
        checkReach(position, slot, system);
        ReplicationSlot ready =
                SlotAndPublication.prepare(connection, config, slot, system.standby());
        Lsn place = StartCheck.position(ready);
        if (slot.isPresent() && position == StartPosition.Named.CURRENT) {
            place = system.walEnd();
        } else if (position instanceof AtLsn at) {
            place = at.lsn();
        }
        SourceOffset resume = SourceOffset.between(history(system), place.value(), 0);
        return new StartPoint(
                ready,
                position instanceof Since since
                        ? resume.skippingBefore(
                                ChronoUnit.MICROS.between(Instant.EPOCH, since.time()))
                        : resume);
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
