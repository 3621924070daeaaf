package dev.lockstep.source.postgres.record;

import dev.lockstep.source.postgres.pgoutput.PgOutputMessage.Relation;
import dev.lockstep.source.postgres.stream.LogEntry.Change;

/**
 * Reads the log along with the assembler, finds signals and watermarks in it, and adds rows at its
 * places. Called by the task thread only.
 */
public interface LogFollower {

    /** Logical messages with this prefix are the follower's own and become no events. */
    String WATERMARK = "lockstep.watermark";

    /** Nobody follows. */
    LogFollower NONE =
            new LogFollower() {
                @Override
                public void begin() {
                    // Nothing comes but the log.
                }

                @Override
                public void define(Relation relation) {
                    // Of no interest.
                }

                @Override
                public SnapshotRows follow(Change change, boolean seen) {
                    return null;
                }

                @Override
                public AdHocProgress progress() {
                    return null;
                }

                @Override
                public Notice takeNotice() {
                    return null;
                }
            };

    /** Before the next entries: the place for what does not come by the log. */
    void begin();

    /** Takes a definition, valid for the changes that follow. */
    void define(Relation relation);

    /**
     * Takes a change.
     *
     * @param seen whether it had been handed out before the last restart
     * @return rows that belong at its place; null, almost always, for none
     */
    SnapshotRows follow(Change change, boolean seen);

    /** What offsets carry from now on; null for nothing. */
    AdHocProgress progress();

    /** What there is to tell since the last call; null for nothing. */
    Notice takeNotice();
}
