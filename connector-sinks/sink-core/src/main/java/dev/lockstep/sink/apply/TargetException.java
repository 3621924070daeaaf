package dev.lockstep.sink.apply;

import dev.lockstep.sink.change.Change;
import java.util.List;
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

    /**
     * The target has the batch for good, but for these changes, which it refuses one by one. For
     * targets that answer for every change and whose changes do not depend on each other.
     */
    public static final class Refused extends TargetException {

        private static final long serialVersionUID = 1;

        private final transient List<Refusal> refusals;

        /**
         * @param refusals in the order of their records; not empty
         */
        public Refused(List<Refusal> refusals) {
            super(refusals.get(0).message(), null);
            this.refusals = List.copyOf(refusals);
        }

        /** What was refused, and why. */
        public List<Refusal> refusals() {
            return refusals;
        }
    }

    /**
     * A change that the target does not take.
     *
     * @param message in the form of every error, without a value of the row
     */
    public record Refusal(Change change, String message) {}

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
