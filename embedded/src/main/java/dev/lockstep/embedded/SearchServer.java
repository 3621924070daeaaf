package dev.lockstep.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A search cluster of one node, without TLS and users. */
public interface SearchServer extends Server {

    int port();

    String url();

    /** A request without a body. */
    default OpenSearchServer.Response request(String method, String path) {
        return request(method, path, "");
    }

    /**
     * Sends JSON, or lines of JSON.
     *
     * @param path with the query, from the slash on
     */
    default OpenSearchServer.Response request(String method, String path, String body) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url() + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body))
                        .build();
        try {
            HttpResponse<String> response = Http.CLIENT.send(request, BodyHandlers.ofString());
            return new OpenSearchServer.Response(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "Cannot " + method + " " + url() + path + ": the server does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Cannot wait for " + url() + path, e);
        }
    }
}
