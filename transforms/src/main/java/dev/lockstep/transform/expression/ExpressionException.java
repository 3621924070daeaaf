package dev.lockstep.transform.expression;

/** Why an expression has no answer for one event; the message holds no value. */
final class ExpressionException extends Exception {

    /** Without a stack trace: with {@code on.evaluation.error=drop} these may be frequent. */
    ExpressionException(String message) {
        super(message, null, false, false);
    }
}
