package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Place;
import java.util.HashMap;
import java.util.Map;

/**
 * Follows the changes of a partition in the order of each of their servers. Of whichever thread has
 * it.
 */
final class History {

    /** What a change is after those before it. */
    enum Verdict {
        NEXT,
        /** It was there before. */
        REPEAT,
        /**
         * It has an earlier place but is younger than all before: the server has gone back, and on
         * another way.
         */
        BRANCH
    }

    private static final class Cursor {

        private long commitLsn;
        private long ordinal;
        private long committedAt;

        private Cursor(Marks.Mark mark) {
            commitLsn = mark.commitLsn();
            ordinal = mark.ordinal();
            committedAt = mark.committedAt();
        }

        private Marks.Mark mark() {
            return new Marks.Mark(commitLsn, ordinal, committedAt);
        }

        private Verdict take(Place place) {
            boolean isAfter =
                    place.commitLsn() > commitLsn
                            || (place.commitLsn() == commitLsn && place.ordinal() > ordinal);
            if (!isAfter && place.committedAt() <= committedAt) {
                return Verdict.REPEAT;
            }
            commitLsn = place.commitLsn();
            ordinal = place.ordinal();
            committedAt = Math.max(committedAt, place.committedAt());
            return isAfter ? Verdict.NEXT : Verdict.BRANCH;
        }
    }

    private final Marks begun;
    private final Map<String, Cursor> cursors = new HashMap<>();
    private boolean moved;
    private String latestServer;
    private Cursor latest;

    History(Marks begun) {
        this.begun = begun;
        begun.byServer().forEach((server, mark) -> cursors.put(server, new Cursor(mark)));
    }

    /** Goes on to a change, unless it is a repeat. */
    Verdict take(Place place) {
        if (place.ordinal() == Place.UNKNOWN) {
            return Verdict.NEXT;
        }
        if (!place.server().equals(latestServer)) {
            latestServer = place.server();
            latest = cursors.get(latestServer);
        }
        moved = true;
        if (latest == null) {
            latest = new Cursor(mark(place));
            cursors.put(latestServer, latest);
            return Verdict.NEXT;
        }
        return latest.take(place);
    }

    private static Marks.Mark mark(Place place) {
        return new Marks.Mark(place.commitLsn(), place.ordinal(), place.committedAt());
    }

    /** The place of a server's latest change; null for none. */
    Marks.Mark latest(String server) {
        Cursor cursor = cursors.get(server);
        return cursor == null ? null : cursor.mark();
    }

    /** How far it has come. */
    Marks marks() {
        if (!moved) {
            return begun;
        }
        Map<String, Marks.Mark> marks = new HashMap<>();
        cursors.forEach((server, cursor) -> marks.put(server, cursor.mark()));
        return new Marks(marks);
    }
}
