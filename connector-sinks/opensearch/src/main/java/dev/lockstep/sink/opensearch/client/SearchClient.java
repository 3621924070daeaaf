package dev.lockstep.sink.opensearch.client;

import dev.lockstep.sink.apply.TargetException;
import dev.lockstep.sink.opensearch.config.ConnectionOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.nio.support.BasicResponseConsumer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.kafka.common.KafkaException;

/**
 * A cluster's nodes. A node that does not answer is left alone for a while, and another one asked.
 * For any thread.
 */
public final class SearchClient implements AutoCloseable {

    private final CloseableHttpAsyncClient http;
    private final Nodes nodes;
    private final String path;
    private final boolean zips;
    private final Set<Call> underWay = ConcurrentHashMap.newKeySet();

    /**
     * Connects when the first request is sent.
     *
     * @throws TargetException.Fatal when the files of certificates and keys cannot be used
     */
    public SearchClient(ConnectionOptions options) {
        this.nodes = new Nodes(options.urls());
        this.path = options.path();
        this.zips = options.compression();
        try {
            this.http = HttpClients.open(options);
        } catch (KafkaException e) {
            throw new TargetException.Fatal(
                    "Cannot prepare TLS: "
                            + e.getMessage()
                            + ". Check the ssl options: files, types and passwords.",
                    e);
        }
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
        String uri = path + request.path() + query(request.parameters());
        return new Call(
                        request,
                        nodes.next(),
                        (node, callback) -> send(request, uri, node, callback),
                        underWay)
                .send();
    }

    private static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(p -> encoded(p.getKey()) + '=' + encoded(p.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Future<?> send(
            Request request,
            String uri,
            Nodes.Node node,
            FutureCallback<Message<HttpResponse, byte[]>> callback) {
        Body body = request.body() == null ? null : new Body(request, zips);
        return http.execute(
                new BasicRequestProducer(request.method(), node.host(), uri, body),
                new BasicResponseConsumer<>(new AnswerBody()),
                callback);
    }

    /** Makes requests that are under way fail as Transient; later ones are sent as ever. */
    public void abort() {
        underWay.forEach(Call::callOff);
    }

    @Override
    public void close() {
        abort();
        http.close(CloseMode.GRACEFUL);
    }
}
