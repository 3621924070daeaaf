package dev.lockstep.sink.typesense.client;

import dev.lockstep.sink.apply.TargetException;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;

/**
 * Says what an answer means that concerns the server rather than the request. The server's own
 * words are not repeated, for they may quote values of rows.
 */
final class Failures {

    /** What refusals begin with while memory or disk is short. */
    private static final String FULL = "Rejecting write: running out of resource";

    /** The whole answer to a write while an operator has writes switched off. */
    private static final String OFF = "Skipping writes";

    /** What a change of a schema is answered with while another one is under way. */
    private static final String BUSY = "in progress";

    private Failures() {}

    /**
     * The answer, if it is about the request.
     *
     * @throws TargetException.Transient while the server cannot
     * @throws TargetException.Fatal when it does not let us in
     */
    static Answer checked(Request request, Answer answer) {
        int status = answer.status();
        if (status == 401 || status == 403) {
            throw new TargetException.Fatal(
                    message(
                            request,
                            "status " + status,
                            "Set api.key to a key that may do what the documentation of this"
                                    + " connector lists."),
                    null);
        }
        String obstacle = status == 422 ? obstacle(answer.message()) : null;
        if (obstacle != null) {
            throw new TargetException.Transient(
                    message(request, obstacle, "It is tried again until the server takes it."),
                    null);
        }
        if (status >= 500 || status == 408 || status == 429) {
            throw new TargetException.Transient(
                    message(
                            request,
                            "status " + status,
                            "It is tried again until the server is ready."),
                    null);
        }
        return answer;
    }

    /** What will pass by itself or by an operator; null for none of that. */
    private static String obstacle(String message) {
        if (message.startsWith(FULL)) {
            return "the server runs out of memory or disk";
        }
        if (message.startsWith(OFF)) {
            return "the server has its writes switched off";
        }
        return message.contains(BUSY) ? "the schema of a collection is being changed" : null;
    }

    /** Whether the error of one document will pass by itself. */
    static boolean passes(int code, String error) {
        return code >= 500 || code == 408 || code == 429 || error.startsWith(FULL);
    }

    static TargetException.Transient unreachable(Request request, IOException failure) {
        if (isMistrust(failure)) {
            throw new TargetException.Fatal(
                    message(
                            request,
                            "no TLS connection: " + failure.getMessage(),
                            "Set ssl.truststore.location to a file with the certificate of the"
                                    + " server's authority."),
                    failure);
        }
        String text = failure.getMessage();
        String reason = failure.getClass().getSimpleName() + (text == null ? "" : ", " + text);
        return new TargetException.Transient(
                message(
                        request,
                        reason,
                        "Check that the server runs and that connection.url is right; it is tried"
                                + " again."),
                failure);
    }

    private static boolean isMistrust(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 10; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathBuilderException) {
                return true;
            }
            depth++;
        }
        return false;
    }

    private static String message(Request request, String cause, String advice) {
        return "Cannot " + request.action() + ": " + cause + ". " + advice;
    }
}
