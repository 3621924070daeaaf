package dev.lockstep.sink.opensearch.client;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.opensearch.config.ConnectionOptions;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.kafka.common.KafkaException;
import org.opensearch.client.HttpAsyncResponseConsumerFactory.HeapBufferedResponseConsumerFactory;
import org.opensearch.client.RequestOptions;
import org.opensearch.client.RestClient;

/**
 * A cluster's nodes. A node that does not answer is left alone for a while, and another one asked.
 * For any thread.
 */
@SuppressWarnings("deprecation") // its successor does not speak to Elasticsearch
public final class SearchClient implements AutoCloseable {

    private static final int MAX_ANSWER = 100 * 1024 * 1024;

    private static final RequestOptions OPTIONS = options();

    private final RestClient rest;
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();

    /**
     * Connects when the first request is sent.
     *
     * @throws TargetException.Fatal when the files of certificates and keys cannot be used
     */
    public SearchClient(ConnectionOptions options) {
        try {
            this.rest = HttpClients.open(options);
        } catch (KafkaException e) {
            throw new TargetException.Fatal(
                    "Cannot prepare TLS: "
                            + e.getMessage()
                            + ". Check the ssl options: files, types and passwords.",
                    e);
        }
    }

    private static RequestOptions options() {
        RequestOptions.Builder options = RequestOptions.DEFAULT.toBuilder();
        options.setHttpAsyncResponseConsumerFactory(
                new HeapBufferedResponseConsumerFactory(MAX_ANSWER));
        return options.build();
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws TargetException when the cluster cannot answer now (Transient), or not to this user
     *     (Fatal)
     * @throws SearchException when it refuses the request for what it asks
     */
    public Response send(Request request) {
        try {
            return sendAsync(request).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.of(request, new CancellationException());
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    /** Asks. The future fails with what {@link #send} throws. */
    public CompletableFuture<Response> sendAsync(Request request) {
        Call call = new Call(request, underWay);
        call.isSent(rest.performRequestAsync(asked(request), call));
        return call.answer();
    }

    private static org.opensearch.client.Request asked(Request request) {
        org.opensearch.client.Request asked =
                new org.opensearch.client.Request(request.method(), request.path());
        asked.addParameters(request.parameters());
        asked.setOptions(OPTIONS);
        if (request.body() != null) {
            ContentType type = ContentType.parse(request.contentType());
            asked.setEntity(new ByteArrayEntity(request.body(), 0, request.length(), type));
        }
        return asked;
    }

    /** Makes requests that are under way fail as Transient; later ones are sent as ever. */
    public void abort() {
        underWay.forEach(Call::callOff);
    }

    @Override
    public void close() {
        try {
            rest.close();
        } catch (IOException e) {
            throw new TargetException.Fatal("Cannot close the connections to the cluster.", e);
        }
    }
}
