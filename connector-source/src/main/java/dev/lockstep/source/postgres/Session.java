package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.record.SourceOffset;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * One unbroken stretch of reading the log, until a failure or a stop. The task thread polls it;
 * {@link #acknowledge} and {@link #close} may come from any thread.
 */
interface Session extends AutoCloseable {

    /** Opens sessions. Called by the task thread. */
    interface Opener {
        /**
         * Opens the next one.
         *
         * @param stored where the last session or the last life of the task ended
         */
        Session open(Optional<SourceOffset> stored) throws SQLException;

        /** Has later sessions bring values as text, where they would not do so anyway. */
        default void refuseBinary() {}
    }

    /**
     * Hands out what is there, as soon as something is there.
     *
     * @return the records; empty when none came in time, or when the session is closed
     */
    List<SourceRecord> poll() throws InterruptedException;

    /** Where to go on if this session ends: after everything that it has handed out. */
    SourceOffset handedOut();

    /** Lets the server forget what comes before a stored offset. */
    void acknowledge(SourceOffset stored);

    /** Records that were handed out were left out on their way to Kafka. */
    void recordsDropped();

    @Override
    void close();
}
