package dev.lockstep.sink.opensearch.client;

import dev.lockstep.sink.opensearch.config.ConnectionOptions;
import java.util.concurrent.CompletableFuture;

/**
 * A cluster's nodes. A node that does not answer is left alone for a while, and another one asked.
 * For any thread.
 */
public final class SearchClient implements AutoCloseable {

    public SearchClient(ConnectionOptions options) {}

    /**
     * Asks, and waits for the answer.
     *
     * @throws dev.lockstep.sink.apply.TargetException when the cluster cannot answer now
     *     (Transient), or not to this user (Fatal)
     * @throws SearchException when it refuses the request for what it asks
     */
    public Response send(Request request) {
        throw new UnsupportedOperationException();
    }

    /** Asks. The future fails with what {@link #send} throws. */
    public CompletableFuture<Response> sendAsync(Request request) {
        throw new UnsupportedOperationException();
    }

    /** Makes requests that are under way fail as Transient; later ones are sent again. */
    public void abort() {}

    @Override
    public void close() {}
}
