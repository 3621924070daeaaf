package dev.lockstep.benchmarks;

import java.time.Duration;

/** What brings the rows of topics to a {@link Store}. */
interface Filler extends Named {

    /** Gets ready for one round. */
    Filling open(int round) throws Exception;

    /** Rows being brought. */
    interface Task {

        /** Ends it, once all are there. */
        void end() throws Exception;
    }

    /** One round of it. */
    interface Filling extends AutoCloseable {

        /** Begins to bring the rows of a topic. */
        Task begin(String topic, int rows) throws Exception;

        /** What the process has used that does it. */
        Duration cpuTime();

        @Override
        void close();
    }
}
