package dev.lockstep.cli.verify.target.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.cli.output.CommandException;
import dev.lockstep.cli.verify.target.Trust;
import dev.lockstep.cli.verify.target.document.RowDocuments;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Requests to a cluster, as the sink's configuration names it. */
final class SearchSession {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int NOT_FOUND = 404;

    private final List<String> nodes;
    private final HttpClient http;
    private final String authorization;

    SearchSession(Map<String, String> sink) {
        nodes =
                Stream.of(sink.getOrDefault("connection.url", "").split(",", -1))
                        .map(url -> url.strip().replaceFirst("/+$", ""))
                        .toList();
        if (!nodes.get(0).matches("https?://\\S+")) {
            throw new CommandException(
                    "Cannot reach the target: the sink's connection.url is no URL. Give one with"
                            + " --target-url if the worker looks it up.");
        }
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(10));
        if (sink.get("proxy.host") != null) {
            int port = Integer.parseInt(sink.getOrDefault("proxy.port", "8080"));
            builder.proxy(ProxySelector.of(new InetSocketAddress(sink.get("proxy.host"), port)));
        }
        http =
                (nodes.get(0).startsWith("https") ? builder.sslContext(Trust.of(sink)) : builder)
                        .build();
        authorization = authorization(sink);
    }

    private static String authorization(Map<String, String> sink) {
        if (sink.get("connection.api.key") != null) {
            return "ApiKey " + sink.get("connection.api.key");
        }
        if (sink.get("connection.username") == null) {
            return null;
        }
        String login =
                sink.get("connection.username")
                        + ":"
                        + sink.getOrDefault("connection.password", "");
        return "Basic "
                + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    String address() {
        return nodes.get(0);
    }

    /** The answer; missing where there is no such index. */
    JsonNode request(String act, String method, String path, String body) {
        HttpResponse<String> response = send(act, method, path, body);
        JsonNode answer = RowDocuments.read(response.body());
        if (response.statusCode() < 300 || response.statusCode() == NOT_FOUND) {
            return response.statusCode() == NOT_FOUND ? answer.path("none") : answer;
        }
        String words =
                switch (response.statusCode()) {
                    case 401 ->
                            "it wants another login. Check --target-user and"
                                    + " LOCKSTEP_TARGET_PASSWORD.";
                    case 403 -> "the user may not do that. Log in as one who may (--target-user).";
                    default ->
                            "status "
                                    + response.statusCode()
                                    + ", "
                                    + answer.path("error").path("type").asText("no reason given")
                                    + ".";
                };
        throw new CommandException("Cannot " + act + " (" + address() + "): " + words);
    }

    private HttpResponse<String> send(String act, String method, String path, String body) {
        IOException failure = null;
        for (String node : nodes) {
            try {
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(URI.create(node + path))
                                .timeout(TIMEOUT)
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body));
                if (authorization != null) {
                    request.header("Authorization", authorization);
                }
                return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandException("Cannot " + act + ": interrupted", e);
            }
        }
        throw new CommandException(
                "Cannot "
                        + act
                        + " ("
                        + address()
                        + "): "
                        + CommandException.words(failure)
                        + ". Check --target-url, and that it is up.",
                failure);
    }
}
