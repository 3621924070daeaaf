package dev.lockstep.sink.apply;

import dev.lockstep.event.Lsn;
import dev.lockstep.sink.change.Change;
import dev.lockstep.sink.change.Nothing;
import dev.lockstep.sink.change.Origin;
import dev.lockstep.sink.change.Place;
import dev.lockstep.sink.metrics.SinkMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves out changes that a source has sent again because it did not know that it had. Of one
 * partition; belongs to the task thread.
 */
final class Repeats {

    private static final Logger LOG = LoggerFactory.getLogger(Repeats.class);

    private History history = new History(Marks.NONE);
    private boolean repeating;

    /** Goes on from a place. */
    void reset(Marks marks) {
        history = new History(marks);
        repeating = false;
    }

    /** The change, or what takes its place because it has been there. */
    Change sift(Change change, SinkMetrics metrics) {
        Place place = change.place();
        if (place.ordinal() == Place.UNKNOWN) {
            return change;
        }
        Marks.Mark before = repeating ? null : history.latest(place.server());
        return switch (history.take(place)) {
            case NEXT -> {
                repeating = false;
                yield change;
            }
            case REPEAT -> {
                begin(change, before);
                metrics.repeated();
                yield new Nothing(change.record(), Place.NOWHERE);
            }
            case BRANCH -> {
                repeating = false;
                warn(change, before);
                yield change;
            }
        };
    }

    private void begin(Change change, Marks.Mark before) {
        if (!repeating) {
            repeating = true;
            LOG.info(
                    "Changes come again and are left out ({}): server {} has sent those from"
                            + " commit LSN {}, ordinal {}, up to commit LSN {}, ordinal {}, twice",
                    Origin.describe(change.record()),
                    change.place().server(),
                    new Lsn(change.place().commitLsn()),
                    change.place().ordinal(),
                    new Lsn(before.commitLsn()),
                    before.ordinal());
        }
    }

    private static void warn(Change change, Marks.Mark before) {
        LOG.warn(
                "The changes of server {} go on at an earlier place ({}): at commit LSN {}, ordinal"
                        + " {}, after commit LSN {}, ordinal {}. They are younger than those"
                        + " before, so the server was restored or replaced, and they are not left"
                        + " out as repeats. What it has lost by that may still be in the target; a"
                        + " snapshot shows. A target that compares positions takes them for older:"
                        + " let it begin anew.",
                change.place().server(),
                Origin.describe(change.record()),
                new Lsn(change.place().commitLsn()),
                change.place().ordinal(),
                new Lsn(before.commitLsn()),
                before.ordinal());
    }
}
