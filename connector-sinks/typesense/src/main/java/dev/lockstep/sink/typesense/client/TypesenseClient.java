package dev.lockstep.sink.typesense.client;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.typesense.config.ConnectionOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests to the nodes of one server, one at a time. The node that has answered last is
 * asked first. For one thread, but for {@link #abort}.
 */
public final class TypesenseClient {

    private static final String KEY = "X-TYPESENSE-API-KEY";

    /** An answer to an import repeats the documents that it refuses. */
    private static final long MOST_BYTES = 64L * 1024 * 1024;

    private final List<URI> nodes;
    private final String apiKey;
    private final Duration timeout;
    private final HttpClient http;
    private int latest;

    /** What is under way, so that another thread can cut it off. */
    private volatile CompletableFuture<?> current;

    public TypesenseClient(ConnectionOptions options) {
        this.nodes = options.urls();
        this.apiKey = options.apiKey();
        this.timeout = options.readTimeout();
        this.http = HttpClients.open(options);
    }

    /**
     * The first answer of a node that works: a success, or a refusal that concerns the request.
     *
     * @throws TargetException.Transient when no node works just now
     * @throws TargetException.Fatal when the server does not let us in
     */
    public Answer send(Request request) {
        TargetException.Transient failure = null;
        for (int i = 0; i < nodes.size(); i++) {
            int node = (latest + i) % nodes.size();
            try {
                Answer answer = Failures.checked(request, exchange(nodes.get(node), request));
                latest = node;
                return answer;
            } catch (IOException e) {
                failure = Failures.unreachable(request, e);
            } catch (TargetException.Transient e) {
                failure = e;
            }
        }
        throw failure;
    }

    private Answer exchange(URI node, Request request) throws IOException {
        long most = MOST_BYTES + (request.body() == null ? 0 : 2L * request.body().length);
        CompletableFuture<HttpResponse<byte[]>> call =
                http.sendAsync(http(node, request), head -> BoundedBody.subscriber(most));
        current = call;
        try {
            HttpResponse<byte[]> answer = call.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(answer.statusCode(), answer.body());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException(e.getCause());
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new IOException("no answer within " + timeout.toMillis() + " ms", e);
        } catch (CancellationException e) {
            throw new IOException("it was called off", e);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("the task stops", e);
        } finally {
            current = null;
        }
    }

    private HttpRequest http(URI node, Request request) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(node + request.path()))
                        .header(KEY, apiKey)
                        .method(
                                request.method(),
                                request.body() == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(request.body()));
        if (request.contentType() != null) {
            builder.header("Content-Type", request.contentType());
        }
        return builder.build();
    }

    /** Makes a request that is under way fail soon. For any thread. */
    public void abort() {
        CompletableFuture<?> call = current;
        if (call != null) {
            call.cancel(true);
        }
    }
}
