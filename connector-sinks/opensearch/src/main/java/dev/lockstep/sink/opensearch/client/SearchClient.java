package dev.lockstep.sink.opensearch.client;

import dev.lockstep.sink.opensearch.config.ConnectionOptions;
import java.util.concurrent.CompletableFuture;

/**
 * Sends requests to the nodes of a cluster. Safe for several threads. Failures are {@link
 * dev.lockstep.sink.apply.TargetException}s, or {@link SearchException}s of statuses that the
 * sender deals with.
 */
public final class SearchClient implements AutoCloseable {

    public SearchClient(ConnectionOptions options) {
        options.urls();
    }

    /** Sends a request and waits for the answer. */
    public Response send(Request request) {
        return sendAsync(request).join();
    }

    /** Sends a request; what it ends with comes from a thread of the client. */
    public CompletableFuture<Response> sendAsync(Request request) {
        return CompletableFuture.failedFuture(new IllegalStateException(request.path()));
    }

    /** Makes requests that are under way fail soon. Called by any thread. */
    public void abort() {}

    @Override
    public void close() {}
}
