package dev.lockstep.source.postgres.signal;

import java.util.List;
import java.util.regex.Pattern;

/** What a user asks of the running connector. */
public sealed interface Signal {

    /** The user's name for the request, for messages and notifications. */
    String id();

    /**
     * Read tables again.
     *
     * @param collections regular expressions over {@code schema.table}
     * @param surrogateKey the column to read in the order of; null for the primary key
     * @param blocking whether streaming waits meanwhile
     */
    record ExecuteSnapshot(
            String id,
            List<String> collections,
            List<Condition> conditions,
            String surrogateKey,
            boolean blocking)
            implements Signal {}

    /**
     * Which rows of certain tables to read.
     *
     * @param collection a regular expression over {@code schema.table}
     * @param filter an SQL condition
     */
    record Condition(String collection, String filter) {}

    /**
     * End the snapshot, or leave out tables that it has still to read.
     *
     * @param collections regular expressions over {@code schema.table}; empty for everything
     */
    record StopSnapshot(String id, List<String> collections) implements Signal {}

    /** Hold the snapshot. */
    record PauseSnapshot(String id) implements Signal {}

    /** Go on with a snapshot that is held. */
    record ResumeSnapshot(String id) implements Signal {}

    /** Write something to the log of the worker. */
    record LogMessage(String id, String message) implements Signal {}

    /** Compares names as users write them: all of the name, without regard to case. */
    static boolean matches(String expression, String name) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(name)
                .matches();
    }
}
