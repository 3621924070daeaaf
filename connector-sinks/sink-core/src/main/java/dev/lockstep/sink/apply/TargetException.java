package dev.lockstep.sink.apply;

import org.apache.kafka.connect.errors.ConnectException;

/** Why a target has not applied a batch. Messages never hold a value of a row. */
public abstract sealed class TargetException extends ConnectException {

    private static final long serialVersionUID = 1;

    private TargetException(String message, Throwable cause) {
        super(message, cause);
    }

    /** It may pass by itself: the target is down, busy, or chose this transaction as a victim. */
    public static final class Transient extends TargetException {

        private static final long serialVersionUID = 1;

        public Transient(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The target refuses what at least one record of the batch holds. */
    public static final class BadRecord extends TargetException {

        private static final long serialVersionUID = 1;

        public BadRecord(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Another task has taken over; this one must not write any more. */
    public static final class Fenced extends TargetException {

        private static final long serialVersionUID = 1;

        public Fenced(String message) {
            super(message, null);
        }
    }

    /** Nothing will help but a person: missing privileges, a missing table, a wrong password. */
    public static final class Fatal extends TargetException {

        private static final long serialVersionUID = 1;

        public Fatal(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
