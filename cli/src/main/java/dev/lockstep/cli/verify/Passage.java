package dev.lockstep.cli.verify;

import dev.lockstep.event.Lsn;
import java.time.Duration;
import java.time.Instant;

/** Knows whether a sink has applied everything that committed up to a place in the source's log. */
public interface Passage {

    /**
     * Whether it has.
     *
     * @param read when that place was where the log ended
     */
    boolean passed(Lsn at, Instant read);

    /** What a difference stands on, in words. */
    String basis();

    /**
     * Takes for applied what is older than a while: for whoever knows the sink to keep up, and for
     * want of something better.
     */
    static Passage afterSettling(Duration settling) {
        return new Passage() {
            @Override
            public boolean passed(Lsn at, Instant read) {
                return Duration.between(read, Instant.now()).compareTo(settling) >= 0;
            }

            @Override
            public String basis() {
                return "Rows count as different when they stay so for "
                        + settling.toSeconds()
                        + " s; with --bootstrap-servers it would be known that the sink is past"
                        + " them.";
            }
        };
    }
}
