package dev.lockstep.source.postgres;

import dev.lockstep.event.Lsn;
import dev.lockstep.source.postgres.catalog.ReplicationSlot;
import dev.lockstep.source.postgres.config.ReplicationOptions;
import dev.lockstep.source.postgres.config.ReplicationOptions.PublicationAutocreate;
import dev.lockstep.source.postgres.record.SourceOffset;
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

    /** Answers where the server's own history left an older timeline. */
    interface Timelines {
        /** The end of a timeline that the server comes from; empty when it does not. */
        Optional<Lsn> end(int timeline) throws SQLException;
    }

    /** Whether the slot is one that a connector to this database could ever read. */
    static Optional<String> foreign(ReplicationSlot slot, String database) {
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
        return Optional.empty();
    }

    /** Whether the slot can be read at all by a connector to this database. */
    static Optional<String> unusable(ReplicationSlot slot, String database) {
        if (slot.lost().isEmpty()) {
            return foreign(slot, database);
        }
        return foreign(slot, database)
                .or(() -> Optional.of(invalidated(slot) + ". " + Gap.startAfresh(slot.name())));
    }

    private static String invalidated(ReplicationSlot slot) {
        return "the server has invalidated it ("
                + slot.lost()
                + ") and dropped log that it still needed";
    }

    /** Where a slot stands. */
    static Lsn position(ReplicationSlot slot) {
        return slot.confirmedFlush()
                .orElseThrow(
                        () ->
                                new ConnectException(
                                        "Cannot read slot "
                                                + slot.name()
                                                + ": it has no position yet. Wait until its"
                                                + " creation has ended, then restart the task."));
    }

    /**
     * What is missing after the stored offset.
     *
     * @throws SQLException when a standby has not come as far as the offset yet, or cannot be asked
     */
    static Optional<Gap> gap(
            SourceOffset stored,
            String name,
            Optional<ReplicationSlot> slot,
            SystemIdentity system,
            Timelines timelines)
            throws SQLException {
        Optional<Gap> history = historyGap(stored, name, slot, system, timelines);
        if (history.isPresent()) {
            return history;
        }
        if (slot.isEmpty()) {
            return Optional.of(
                    lost(stored, name, system, "slot " + name + " does not exist any more"));
        }
        if (!slot.get().lost().isEmpty()) {
            return Optional.of(
                    lost(stored, name, system, "slot " + name + ": " + invalidated(slot.get())));
        }
        Lsn confirmed = position(slot.get());
        if (confirmed.compareTo(stored.resumeFrom()) > 0) {
            return Optional.of(moved(stored, name, confirmed));
        }
        return logGap(stored, name, confirmed, system);
    }

    /** Whether the positions of the offset mean something on this server. */
    private static Optional<Gap> historyGap(
            SourceOffset stored,
            String name,
            Optional<ReplicationSlot> slot,
            SystemIdentity system,
            Timelines timelines)
            throws SQLException {
        SourceOffset.History history = stored.history();
        Lsn place = slot.flatMap(ReplicationSlot::confirmedFlush).orElse(null);
        if (!history.isKnown()) {
            return Optional.empty();
        }
        if (!history.systemId().equals(system.systemId())) {
            return Optional.of(otherServer(stored, name, system, place));
        }
        if (history.timeline() == system.timeline()) {
            return Optional.empty();
        }
        Optional<Lsn> end = timelines.end(history.timeline());
        if (end.isPresent() && stored.resumeFrom().compareTo(end.get()) <= 0) {
            return Optional.empty();
        }
        // What the offset's timeline had beyond its end is replaced by what came instead.
        Lsn common = end.isPresent() && isWithin(place, end.get()) ? end.get() : place;
        return Optional.of(otherTimeline(stored, name, system, end, common));
    }

    private static boolean isWithin(Lsn place, Lsn end) {
        return place != null && place.compareTo(end) <= 0;
    }

    private static Gap otherServer(
            SourceOffset stored, String name, SystemIdentity system, Lsn place) {
        return new Gap(
                stored,
                name,
                "the offset was stored for server "
                        + stored.history().systemId()
                        + ", but this is server "
                        + system.systemId()
                        + ", whose positions mean something else",
                "Point database.hostname at the first server, or give this connector another"
                        + " topic.prefix; gap.policy=warn starts at the slot's place.",
                place);
    }

    private static Gap otherTimeline(
            SourceOffset stored, String name, SystemIdentity system, Optional<Lsn> end, Lsn goOn) {
        return new Gap(
                stored,
                name,
                "the server has gone from timeline "
                        + stored.history().timeline()
                        + " to "
                        + system.timeline()
                        + end.map(
                                        lsn ->
                                                " at "
                                                        + lsn
                                                        + ", so the changes from there up to "
                                                        + stored.resumeFrom()
                                                        + ", which have been sent, do not exist on"
                                                        + " it")
                                .orElse(
                                        " since the offset was stored, so changes after it may not"
                                                + " exist any more or may be missing"),
                "Compare source and targets. " + Gap.startAfresh(name),
                goOn);
    }

    /** The place is gone with its slot; only a new slot can be read. */
    private static Gap lost(SourceOffset stored, String name, SystemIdentity system, String what) {
        return new Gap(
                stored,
                name,
                what
                        + ", so the server may have dropped every change from "
                        + stored.resumeFrom()
                        + " up to the present end of its log, "
                        + system.walEnd(),
                Gap.startAfresh(name),
                null);
    }

    private static Gap moved(SourceOffset stored, String name, Lsn confirmed) {
        return new Gap(
                stored,
                name,
                "the slot stands at "
                        + confirmed
                        + ", so changes that committed from "
                        + stored.resumeFrom()
                        + " up to "
                        + confirmed
                        + " can no longer be read. The slot was created anew, or something else"
                        + " moved it on",
                Gap.startAfresh(name),
                confirmed);
    }

    /**
     * A server that was put back to an earlier state keeps its identity and its timeline, but
     * writes other changes to the places that it has lost; asked for a later place, it skips them.
     */
    private static Optional<Gap> logGap(
            SourceOffset stored, String name, Lsn confirmed, SystemIdentity system)
            throws SQLException {
        if (stored.resumeFrom().compareTo(system.walEnd()) <= 0) {
            return Optional.empty();
        }
        if (system.standby()) {
            throw new SQLException(
                    "the standby has replayed its log up to "
                            + system.walEnd()
                            + ", not yet up to "
                            + stored.resumeFrom(),
                    "57P03");
        }
        return Optional.of(
                new Gap(
                        stored,
                        name,
                        "the server's log ends at "
                                + system.walEnd()
                                + ", so the server was put back to an earlier state and what it has"
                                + " written since would be skipped",
                        "Compare source and targets. " + Gap.startAfresh(name),
                        confirmed));
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
                            + Gap.startAfresh(options.slot()));
        }
        if (options.publicationAutocreate() == PublicationAutocreate.DISABLED) {
            throw new ConnectException(
                    "Cannot use publication "
                            + options.publication()
                            + ": it does not exist. Create it, or set"
                            + " publication.autocreate.mode=filtered.");
        }
    }
}
