package dev.lockstep.sink.opensearch.client;

import org.apache.kafka.connect.errors.ConnectException;

/**
 * The cluster refuses a request for what it asks, so whoever asked has to say what that means. Its
 * message tells no value of a row.
 */
public final class SearchException extends ConnectException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String type;

    SearchException(String message, int status, String type) {
        super(message);
        this.status = status;
        this.type = type;
    }

    /** The status of HTTP. */
    public int status() {
        return status;
    }

    /** The server's name for the cause, such as {@code index_not_found_exception}; never null. */
    public String type() {
        return type;
    }
}
