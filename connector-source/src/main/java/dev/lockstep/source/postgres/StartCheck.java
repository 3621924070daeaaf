package dev.lockstep.source.postgres;

import dev.lockstep.event.Lsn;
import dev.lockstep.source.postgres.catalog.ReplicationSlot;
import dev.lockstep.source.postgres.config.ReplicationOptions;
import dev.lockstep.source.postgres.config.ReplicationOptions.PublicationAutocreate;
import dev.lockstep.source.postgres.record.SourceOffset;
import dev.lockstep.source.postgres.record.SourceOffset.History;
import dev.lockstep.source.postgres.stream.ReplicationStream.SystemIdentity;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Decides, before the log is read, whether it still holds everything that follows what has been
 * stored. The server itself would skip a gap without a word: it starts a stream at the slot's
 * position when asked for an older one.
 */
final class StartCheck {

    private StartCheck() {}

    /** Whether the slot can be read at all by a connector to this database. */
    static Optional<String> unusable(ReplicationSlot slot, String database) {
        if (!slot.plugin().equals("pgoutput")) {
            return Optional.of(
                    slot.plugin().isEmpty()
                            ? "it is a physical slot. Set slot.name to another name."
                            : "it decodes with "
                                    + slot.plugin()
                                    + ", not with pgoutput. Set slot.name to another name, or drop"
                                    + " the slot.");
        }
        if (!slot.database().equals(database)) {
            return Optional.of(
                    "it belongs to database "
                            + slot.database()
                            + ", not to "
                            + database
                            + ". Set slot.name to another name.");
        }
        if (!slot.lost().isEmpty()) {
            return Optional.of(
                    "the server has invalidated it ("
                            + slot.lost()
                            + ") and dropped log that it still needed. "
                            + startAfresh(slot.name()));
        }
        return Optional.empty();
    }

    /**
     * Where to go on reading, once the history has been checked.
     *
     * @param stored what Connect has stored; empty when this connector has stored nothing yet
     * @throws ConnectException when changes between the stored offset and the slot are out of reach
     * @throws SQLException when a standby has not come as far as the offset yet
     */
    static SourceOffset resume(
            Optional<SourceOffset> stored, ReplicationSlot slot, SystemIdentity system)
            throws SQLException {
        History history = new History(system.systemId(), system.timeline());
        Lsn confirmed =
                slot.confirmedFlush()
                        .orElseThrow(
                                () ->
                                        new ConnectException(
                                                "Cannot read slot "
                                                        + slot.name()
                                                        + ": it has no position yet. Wait until its"
                                                        + " creation has ended, then restart the"
                                                        + " task."));
        if (stored.isEmpty()) {
            return SourceOffset.between(history, confirmed.value(), 0);
        }
        SourceOffset offset = stored.get();
        checkLogReaches(offset, system, slot.name());
        if (confirmed.compareTo(offset.resumeFrom()) > 0) {
            throw new ConnectException(
                    "Cannot resume from LSN "
                            + offset.resumeFrom()
                            + " (slot "
                            + slot.name()
                            + "): the slot stands at "
                            + confirmed
                            + ", so changes that committed from "
                            + offset.resumeFrom()
                            + " up to "
                            + confirmed
                            + " can no longer be read. The slot was created anew, or something else"
                            + " moved it on. "
                            + startAfresh(slot.name()));
        }
        return offset;
    }

    /**
     * A server that was put back to an earlier state keeps its identity and its timeline, but
     * writes other changes to the places that it has lost; asked for a later place, it skips them.
     */
    private static void checkLogReaches(SourceOffset offset, SystemIdentity system, String slot)
            throws SQLException {
        if (offset.resumeFrom().compareTo(system.walEnd()) <= 0) {
            return;
        }
        if (system.standby()) {
            throw new SQLException(
                    "the standby has replayed its log up to "
                            + system.walEnd()
                            + ", not yet up to "
                            + offset.resumeFrom(),
                    "57P03");
        }
        throw new ConnectException(
                "Cannot resume from LSN "
                        + offset.resumeFrom()
                        + " (slot "
                        + slot
                        + "): the server's log ends at "
                        + system.walEnd()
                        + ", so the server was put back to an earlier state and what it has written"
                        + " since would be skipped. Compare source and targets. "
                        + startAfresh(slot));
    }

    /**
     * Checks that the positions of a stored offset mean something on this server.
     *
     * @throws ConnectException when they do not
     */
    static void checkHistory(Optional<SourceOffset> stored, SystemIdentity system, String slot) {
        if (stored.isEmpty()) {
            return;
        }
        SourceOffset offset = stored.get();
        History history = new History(system.systemId(), system.timeline());
        if (!offset.history().systemId().equals(history.systemId())) {
            throw new ConnectException(
                    "Cannot resume from LSN "
                            + offset.resumeFrom()
                            + " (slot "
                            + slot
                            + "): the offset was stored for server "
                            + offset.history().systemId()
                            + ", but this is server "
                            + history.systemId()
                            + ", whose positions mean something else. Point database.hostname at"
                            + " the first server, or give this connector another topic.prefix.");
        }
        if (offset.history().timeline() != history.timeline()) {
            throw new ConnectException(
                    "Cannot resume from LSN "
                            + offset.resumeFrom()
                            + " (slot "
                            + slot
                            + "): the server has gone from timeline "
                            + offset.history().timeline()
                            + " to "
                            + history.timeline()
                            + " since the offset was stored, so changes after it may not exist any"
                            + " more or may be missing. Compare source and targets. "
                            + startAfresh(slot));
        }
    }

    /** When a slot that held our place is gone. */
    static ConnectException slotGone(String slot, SourceOffset stored) {
        return new ConnectException(
                "Cannot resume from LSN "
                        + stored.resumeFrom()
                        + ": slot "
                        + slot
                        + " does not exist any more, so the server may have dropped every change"
                        + " after that place. "
                        + startAfresh(slot));
    }

    /**
     * Whether a publication that is missing may be made now. Not for a slot that is there: servers
     * from version 18 on skip what was written before the publication, and older ones refuse to
     * decode it.
     */
    static void checkMayMake(ReplicationOptions options, Optional<ReplicationSlot> slot) {
        if (slot.isPresent()) {
            throw new ConnectException(
                    "Cannot read slot "
                            + options.slot()
                            + ": publication "
                            + options.publication()
                            + " does not exist, and one that is created now does not publish what"
                            + " was written before. Correct publication.name. "
                            + startAfresh(options.slot()));
        }
        if (options.publicationAutocreate() == PublicationAutocreate.DISABLED) {
            throw new ConnectException(
                    "Cannot use publication "
                            + options.publication()
                            + ": it does not exist. Create it, or set"
                            + " publication.autocreate.mode=filtered.");
        }
    }

    private static String startAfresh(String slot) {
        return "To go on without those changes, stop the connector, delete its offsets (DELETE"
                + " /connectors/<name>/offsets), drop slot "
                + slot
                + " if it exists, and start the connector again.";
    }
}
