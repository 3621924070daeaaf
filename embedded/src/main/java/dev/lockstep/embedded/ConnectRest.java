package dev.lockstep.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A client of the REST interface of Kafka Connect. */
public final class ConnectRest {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration REBALANCE_TIMEOUT = Duration.ofSeconds(60);
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final Executor POLL =
            CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    private final URI base;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ObjectMapper json = new ObjectMapper();

    public ConnectRest(URI base) {
        this.base = base;
    }

    /** A plugin that the worker has found. */
    public record Plugin(String type, String className, String version) {}

    /** What runs of a connector: {@code task} is -1 for the connector itself. */
    public record Instance(int task, String state, String trace) {}

    /** The states of a connector and its tasks. */
    public record Status(Instance connector, List<Instance> tasks) {

        boolean isRunning() {
            return !tasks.isEmpty() && isAll("RUNNING");
        }

        boolean isAll(String state) {
            return connector.state().equals(state)
                    && tasks.stream().allMatch(task -> task.state().equals(state));
        }
    }

    public List<Plugin> plugins() {
        return stream(request("GET", "/connector-plugins?connectorsOnly=false", null))
                .map(
                        plugin ->
                                new Plugin(
                                        plugin.path("type").asText(),
                                        plugin.path("class").asText(),
                                        plugin.path("version").asText()))
                .toList();
    }

    /** Names of the options that a plugin of any type says it has. */
    public List<String> options(String plugin) {
        return stream(request("GET", "/connector-plugins/" + encode(plugin) + "/config", null))
                .map(option -> option.path("name").asText())
                .toList();
    }

    /** Creates the connector or changes its configuration. */
    public void configure(String connector, Map<String, String> config) {
        request("PUT", path(connector, "/config"), config);
    }

    /** Names of the options that a connector, its converters, transforms and predicates know. */
    public List<String> knownOptions(Map<String, String> config) {
        String plugin = config.get("connector.class");
        JsonNode result =
                request("PUT", "/connector-plugins/" + encode(plugin) + "/config/validate", config);
        return stream(result.path("configs"))
                .map(option -> option.path("definition").path("name").asText())
                .toList();
    }

    /** The errors that the connector finds in a configuration, by key; keys without are absent. */
    public Map<String, List<String>> validate(Map<String, String> config) {
        String plugin = config.get("connector.class");
        JsonNode result =
                request("PUT", "/connector-plugins/" + encode(plugin) + "/config/validate", config);
        Map<String, List<String>> errors = new LinkedHashMap<>();
        for (JsonNode entry : result.path("configs")) {
            JsonNode value = entry.path("value");
            List<String> messages = stream(value.path("errors")).map(JsonNode::asText).toList();
            if (!messages.isEmpty()) {
                errors.put(value.path("name").asText(), messages);
            }
        }
        return errors;
    }

    public Status status(String connector) {
        JsonNode status = request("GET", path(connector, "/status"), null);
        return new Status(
                instance(status.path("connector")),
                stream(status.path("tasks")).map(ConnectRest::instance).toList());
    }

    /**
     * Waits until the connector and at least one task run.
     *
     * @throws EmbeddedServerException with the trace, as soon as one of them has failed
     */
    public void awaitRunning(String connector, Duration atMost) {
        awaitStatus(connector, "run", Status::isRunning, atMost);
    }

    /** Waits until the connector and its tasks are all in this state. */
    public void awaitState(String connector, String state, Duration atMost) {
        awaitStatus(connector, "become " + state, status -> status.isAll(state), atMost);
    }

    /** The committed offsets, as the worker spells them. */
    public JsonNode offsets(String connector) {
        return request("GET", path(connector, "/offsets"), null).path("offsets");
    }

    /** Removes the offsets of a stopped connector. */
    public void resetOffsets(String connector) {
        request("DELETE", path(connector, "/offsets"), null);
    }

    /**
     * Stores an offset for a stopped connector, if the connector agrees.
     *
     * @throws EmbeddedServerException with the connector's words when it does not
     */
    public void alterOffset(String connector, Map<String, ?> partition, Map<String, ?> offset) {
        request(
                "PATCH",
                path(connector, "/offsets"),
                Map.of("offsets", List.of(Map.of("partition", partition, "offset", offset))));
    }

    public void pause(String connector) {
        request("PUT", path(connector, "/pause"), null);
    }

    public void resume(String connector) {
        request("PUT", path(connector, "/resume"), null);
    }

    public void stop(String connector) {
        request("PUT", path(connector, "/stop"), null);
    }

    /** Restarts the connector and all its tasks. */
    public void restart(String connector) {
        request("POST", path(connector, "/restart?includeTasks=true"), null);
    }

    /** Returns when the worker does not know the connector any more. */
    public void delete(String connector) {
        request("DELETE", path(connector, ""), null);
        while (send("GET", path(connector, "/status"), null).statusCode() != NOT_FOUND) {
            pollPause();
        }
    }

    private void awaitStatus(
            String connector, String goal, Predicate<Status> reached, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Status status = statusOrUnassigned(connector);
        while (!reached.test(status)) {
            failIfFailed(connector, status);
            if (System.nanoTime() > deadline) {
                throw new EmbeddedServerException(
                        "Connector "
                                + connector
                                + " does not "
                                + goal
                                + " within "
                                + atMost.toSeconds()
                                + " s: "
                                + status);
            }
            pollPause();
            status = statusOrUnassigned(connector);
        }
    }

    /** A connector that was just created has no status yet. */
    private Status statusOrUnassigned(String connector) {
        HttpResponse<String> response = send("GET", path(connector, "/status"), null);
        return response.statusCode() == NOT_FOUND
                ? new Status(new Instance(-1, "UNASSIGNED", ""), List.of())
                : status(connector);
    }

    private static void failIfFailed(String connector, Status status) {
        if (status.connector().state().equals("FAILED")) {
            throw failure("Connector " + connector, status.connector());
        }
        for (Instance task : status.tasks()) {
            if (task.state().equals("FAILED")) {
                throw failure("Task " + task.task() + " of connector " + connector, task);
            }
        }
    }

    private static EmbeddedServerException failure(String what, Instance instance) {
        return new EmbeddedServerException(what + " failed:\n" + instance.trace());
    }

    private static Instance instance(JsonNode node) {
        return new Instance(
                node.path("id").asInt(-1),
                node.path("state").asText(),
                node.path("trace").asText(""));
    }

    /** Sends until the worker is not busy with a rebalance. */
    private JsonNode request(String method, String path, Object body) {
        long deadline = System.nanoTime() + REBALANCE_TIMEOUT.toNanos();
        HttpResponse<String> response = send(method, path, body);
        while (response.statusCode() == CONFLICT && System.nanoTime() < deadline) {
            pollPause();
            response = send(method, path, body);
        }
        if (response.statusCode() >= 300) {
            throw new EmbeddedServerException(
                    "Cannot "
                            + method
                            + " "
                            + path
                            + ": status "
                            + response.statusCode()
                            + ", "
                            + response.body());
        }
        return parse(response.body());
    }

    private HttpResponse<String> send(String method, String path, Object body) {
        try {
            HttpRequest.BodyPublisher content =
                    body == null
                            ? HttpRequest.BodyPublishers.noBody()
                            : HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body));
            HttpRequest request =
                    HttpRequest.newBuilder(base.resolve(path))
                            .timeout(REQUEST_TIMEOUT)
                            .header("Content-Type", "application/json")
                            .method(method, content)
                            .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new EmbeddedServerException("Cannot " + method + " " + path, e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private JsonNode parse(String body) {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new EmbeddedServerException("Kafka Connect answered with something else", e);
        }
    }

    private static void pollPause() {
        CompletableFuture.runAsync(() -> {}, POLL).join();
    }

    private static EmbeddedServerException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new EmbeddedServerException("Cannot wait for Kafka Connect", cause);
    }

    private static String path(String connector, String rest) {
        return "/connectors/" + encode(connector) + rest;
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
