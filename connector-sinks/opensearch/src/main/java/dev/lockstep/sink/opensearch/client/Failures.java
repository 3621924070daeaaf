package dev.lockstep.sink.opensearch.client;

import dev.lockstep.sink.apply.TargetException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.concurrent.CancellationException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.core5.http.ContentTooLongException;
import org.apache.hc.core5.http.HttpException;

/** Says what a request's failure means. The one place that does, for every request. */
final class Failures {

    private Failures() {}

    /** Of a request that got no answer. */
    static RuntimeException of(Request request, Exception failure) {
        if (failure instanceof ContentTooLongException) {
            return new SearchException(
                    413,
                    "response_too_long",
                    message(request, "the answer is too long", "Ask for less at once."));
        }
        if (failure instanceof CancellationException) {
            return new TargetException.Transient(
                    message(request, "it was called off", "It is sent again."), null);
        }
        if (failure instanceof SSLException && isMistrust(failure)) {
            return new TargetException.Fatal(
                    message(
                            request,
                            "no TLS connection: " + failure.getMessage(),
                            "Set ssl.truststore.location to a file with the certificate of the"
                                    + " cluster's authority, and ssl.keystore.location where the"
                                    + " cluster asks for a certificate."),
                    failure);
        }
        if (failure instanceof IOException || failure instanceof HttpException) {
            return new TargetException.Transient(
                    message(
                            request,
                            reason(failure),
                            "Check that the cluster runs and that connection.url is right; it is"
                                    + " tried again."),
                    failure);
        }
        return new TargetException.Fatal(
                message(request, reason(failure), "Report this as a defect."), failure);
    }

    private static String reason(Exception failure) {
        String text = failure.getMessage();
        String kind = failure.getClass().getSimpleName();
        return text == null ? kind : kind + ", " + text;
    }

    /** A connection that breaks amid its handshake is no mistrust. */
    private static boolean isMistrust(Exception failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 10; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (cause instanceof CertificateException
                    || cause instanceof CertPathBuilderException
                    || cause instanceof SSLPeerUnverifiedException
                    || text.contains("_certificate")
                    || text.contains("certificate_")
                    || text.contains("unknown_ca")) {
                return true;
            }
            depth++;
        }
        return false;
    }

    /** Of an answer that is no success. */
    static RuntimeException refused(Request request, int status, byte[] body) {
        ServerError error = ServerError.ofBody(new String(body, StandardCharsets.UTF_8));
        String answer =
                "status " + status + (error.toString().isEmpty() ? "" : ", " + error.toString());
        return switch (Verdict.of(status, error)) {
            case LATER ->
                    new TargetException.Transient(
                            message(
                                    request,
                                    answer,
                                    "It is tried again until the cluster can take it."),
                            null);
            case STOP -> new TargetException.Fatal(message(request, answer, advice(status)), null);
            case REFUSED ->
                    new SearchException(
                            status,
                            error.type(),
                            message(request, answer, "See the cluster's log."));
        };
    }

    private static String advice(int status) {
        return switch (status) {
            case 401 ->
                    "Set connection.username and connection.password, or connection.api.key, of a"
                            + " user that the cluster knows.";
            case 403 ->
                    "Grant the user the privileges that the documentation of this connector lists.";
            case 407 -> "Set proxy.username and proxy.password.";
            default -> "Set connection.url to where the cluster itself answers.";
        };
    }

    private static String message(Request request, String cause, String advice) {
        return "Cannot send a request to the cluster ("
                + request.method()
                + ' '
                + withoutIds(request.path())
                + "): "
                + cause
                + ". "
                + advice;
    }

    /** Ids of documents are values of rows. */
    private static String withoutIds(String path) {
        int id = path.indexOf("/_doc/");
        return id < 0 ? path : path.substring(0, id + "/_doc".length());
    }
}
