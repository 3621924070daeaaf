package dev.lockstep.benchmarks.contender;

import dev.lockstep.benchmarks.measure.Contender;
import dev.lockstep.benchmarks.measure.Meter;

/** What brings the rows of topics to a {@link Store}. */
public interface Filler extends Contender {

    /** Gets ready for one round. */
    Filling open() throws Exception;

    /** Rows being brought. */
    interface Task {

        /** Ends it, once all are there. */
        void end() throws Exception;
    }

    /** One round of it. */
    interface Filling extends AutoCloseable {

        /** Begins to bring the rows of a topic. */
        Task begin(String topic, int rows) throws Exception;

        /** Begins to measure the process that does it. */
        Meter meter();

        @Override
        void close();
    }
}
