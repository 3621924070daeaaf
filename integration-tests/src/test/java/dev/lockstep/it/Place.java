package dev.lockstep.it;

import dev.lockstep.it.Events.Event;
import java.util.Comparator;

/** The place of an event in the commit order; rows of a snapshot have the ordinal 0. */
record Place(long commitLsn, long ordinal) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::commitLsn).thenComparingLong(Place::ordinal);

    static Place of(Event event) {
        return new Place(
                event.source().path("commit_lsn").asLong(),
                event.source().path("ordinal").asLong());
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
