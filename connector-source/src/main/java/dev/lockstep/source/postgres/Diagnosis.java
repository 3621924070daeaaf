package dev.lockstep.source.postgres;

import dev.lockstep.source.postgres.config.ConnectionOptions;
import dev.lockstep.source.postgres.config.ReplicationOptions;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a failure means: whether trying again can help, which option it concerns, and what to do.
 * The one place where failures of the server and the network are classified.
 *
 * @param outcome what the task does about it
 * @param option the option that a user would look at first
 * @param advice what to do, as a sentence
 */
record Diagnosis(Outcome outcome, String option, String advice) {

    /** What the task does about a failure. */
    enum Outcome {
        /** Reconnects after a while: the failure may pass. */
        RETRY,
        /** Tries a few times: the walsender of a process that died lives on for a moment. */
        SLOT_HELD,
        /** Fails the task: somebody has to act. */
        STOP
    }

    /** By the server's error codes, the most specific ones first. */
    private static final Map<String, Diagnosis> BY_STATE =
            Map.of(
                    "55006",
                            new Diagnosis(
                                    Outcome.SLOT_HELD,
                                    ReplicationOptions.SLOT,
                                    "Stop the other reader of the slot, or set slot.name to a slot"
                                            + " of this connector's own."),
                    "28P01",
                            stop(
                                    ConnectionOptions.PASSWORD,
                                    "Correct database.user and database.password."),
                    "28000",
                            stop(
                                    ConnectionOptions.USER,
                                    "Check that the user exists, may log in, has the REPLICATION"
                                            + " attribute (ALTER ROLE … REPLICATION), and that"
                                            + " pg_hba.conf lets it in from this host."),
                    "3D000", stop(ConnectionOptions.DATABASE, "Correct database.dbname."),
                    "42501",
                            stop(
                                    ConnectionOptions.USER,
                                    "Grant the user the REPLICATION attribute, CREATE on the"
                                        + " database and ownership of the tables to publish, or"
                                        + " create slot and publication as an administrator and set"
                                        + " publication.autocreate.mode=disabled."),
                    "42704",
                            stop(
                                    ReplicationOptions.PUBLICATION,
                                    "The log from the slot's position on was written before the"
                                            + " publication existed, or publication or slot was"
                                            + " dropped: create the publication first, then a new"
                                            + " slot."),
                    "53400",
                            stop(
                                    ReplicationOptions.SLOT,
                                    "Drop a slot that nobody uses, or raise max_replication_slots"
                                            + " and max_wal_senders."),
                    "55000",
                            stop(
                                    ReplicationOptions.SLOT,
                                    "Check that wal_level is logical and that the slot has not been"
                                        + " invalidated (SELECT * FROM pg_replication_slots)."));

    private static final Diagnosis UNREACHABLE =
            new Diagnosis(
                    Outcome.RETRY,
                    ConnectionOptions.HOSTNAME,
                    "Check database.hostname and database.port, and that the server is up and"
                            + " reachable from this worker.");

    private static final Diagnosis BUSY =
            new Diagnosis(
                    Outcome.RETRY,
                    ConnectionOptions.HOSTNAME,
                    "The server is starting, stopping or out of connections; wait, or raise"
                            + " max_connections and max_wal_senders.");

    private static final Diagnosis HINDERED =
            new Diagnosis(
                    Outcome.RETRY,
                    ConnectionOptions.HOSTNAME,
                    "Another session or a timeout of the server was in the way; wait, or look for"
                            + " locks and at statement_timeout and lock_timeout.");

    /** Cancelled or timed out, lock not available, deadlock, serialization. */
    private static final Set<String> HINDRANCES = Set.of("57014", "55P03", "40P01", "40001");

    private static final Diagnosis UNKNOWN =
            stop(ConnectionOptions.HOSTNAME, "Correct the cause and restart the task.");

    private static Diagnosis stop(String option, String advice) {
        return new Diagnosis(Outcome.STOP, option, advice);
    }

    /** Looks for what is known in the failure and its causes. */
    static Diagnosis of(Throwable failure) {
        return sqlCause(failure)
                .map(Diagnosis::ofSql)
                .orElse(hasCause(failure, IOException.class) ? UNREACHABLE : UNKNOWN);
    }

    private static Diagnosis ofSql(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (BY_STATE.containsKey(state)) {
            return BY_STATE.get(state);
        }
        if (HINDRANCES.contains(state)) {
            return HINDERED;
        }
        if (state.startsWith("57P") || state.startsWith("53")) {
            return BUSY;
        }
        boolean connection = state.startsWith("08") || hasCause(failure, IOException.class);
        return connection ? UNREACHABLE : UNKNOWN;
    }

    /** The error of the server or the driver behind a failure. */
    static Optional<SQLException> sqlCause(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return Optional.of(sql);
            }
        }
        return Optional.empty();
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    /** {@code Cannot <act>: <cause>. <advice>} */
    String message(String act, Throwable failure) {
        String cause = sqlCause(failure).map(Throwable::getMessage).orElseGet(failure::toString);
        return "Cannot " + act + ": " + withoutStop(String.valueOf(cause).strip()) + ". " + advice;
    }

    private static String withoutStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
