package dev.lockstep.cli.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.lockstep.cli.connect.Connector.Task;
import dev.lockstep.cli.output.CommandException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/** A client of the REST interface of Kafka Connect. */
public final class ConnectClient {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    /** Validation may ask slow servers. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(90);

    private static final Duration REBALANCE_TIMEOUT = Duration.ofSeconds(30);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final URI base;
    private final String authorization;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();

    /** A client of a worker that asks nobody who they are. */
    public ConnectClient(URI base) {
        this(base, null, null);
    }

    ConnectClient(URI base, String authorization, SSLContext trust) {
        this.base = base;
        this.authorization = authorization;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_TIMEOUT);
        http = (trust == null ? builder : builder.sslContext(trust)).build();
    }

    /** Where the worker is. */
    public String address() {
        return base.toString();
    }

    /** All connectors, by name. */
    public Map<String, Connector> connectors() {
        JsonNode all = get("connectors?expand=info&expand=status");
        Map<String, Connector> connectors = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : all.properties()) {
            connectors.put(entry.getKey(), connector(entry.getKey(), entry.getValue()));
        }
        return connectors;
    }

    /** One connector. */
    public Connector connector(String name) {
        Map<String, Connector> all = connectors();
        Connector connector = all.get(name);
        if (connector == null) {
            throw new CommandException(
                    "Cannot find connector "
                            + name
                            + " at "
                            + base
                            + ". "
                            + (all.isEmpty()
                                    ? "There are none."
                                    : "There are: " + String.join(", ", all.keySet())));
        }
        return connector;
    }

    /** The configuration of a connector; empty when there is no such connector. */
    public Optional<Map<String, String>> config(String connector) {
        HttpResponse<String> response = send("GET", path(connector, "/config"), null);
        return response.statusCode() == NOT_FOUND
                ? Optional.empty()
                : Optional.of(texts(parse(checked(response, "read connector " + connector))));
    }

    /** The stored offsets: objects of {@code partition} and {@code offset}. */
    public JsonNode offsets(String connector) {
        return get(path(connector, "/offsets")).path("offsets");
    }

    /** The topics that a connector has used, as far as its worker remembers. */
    public Set<String> topics(String connector) {
        Set<String> topics = new HashSet<>();
        get(path(connector, "/topics"))
                .path(connector)
                .path("topics")
                .forEach(topic -> topics.add(topic.asText()));
        return topics;
    }

    /** Names of the classes that the worker can load as plugins. */
    public List<String> plugins() {
        List<String> classes = new ArrayList<>();
        get("connector-plugins?connectorsOnly=false")
                .forEach(plugin -> classes.add(plugin.path("class").asText()));
        return classes;
    }

    /** The id of the Kafka cluster that the worker works on. */
    public String kafkaCluster() {
        return get("").path("kafka_cluster_id").asText();
    }

    /** The version of Kafka that the worker is of. */
    public String version() {
        return get("").path("version").asText();
    }

    /**
     * What a plugin says of a configuration.
     *
     * @param errors by option; options without are absent
     * @param passwords the options that it defines as passwords
     */
    public record Verdict(Map<String, List<String>> errors, Set<String> passwords) {}

    /** Has the plugin that a configuration names validate it. */
    public Verdict validate(Map<String, String> config) {
        String plugin = config.getOrDefault("connector.class", "");
        String path = "connector-plugins/" + encode(plugin) + "/config/validate";
        HttpResponse<String> response = send("PUT", path, config);
        JsonNode result = parse(checked(response, "validate a configuration of " + plugin));
        Map<String, List<String>> errors = new LinkedHashMap<>();
        Set<String> passwords = new HashSet<>();
        for (JsonNode entry : result.path("configs")) {
            String option = entry.path("value").path("name").asText();
            if (entry.path("definition").path("type").asText().equals("PASSWORD")) {
                passwords.add(option);
            }
            for (JsonNode error : entry.path("value").path("errors")) {
                errors.computeIfAbsent(option, key -> new ArrayList<>()).add(error.asText());
            }
        }
        return new Verdict(errors, passwords);
    }

    /** Creates the connector or gives it another configuration. */
    public void configure(String connector, Map<String, String> config) {
        checked(send("PUT", path(connector, "/config"), config), "configure " + connector);
    }

    private static Connector connector(String name, JsonNode node) {
        JsonNode status = node.path("status");
        List<Task> tasks = new ArrayList<>();
        for (JsonNode task : status.path("tasks")) {
            tasks.add(
                    new Task(
                            task.path("id").asInt(),
                            task.path("state").asText(),
                            task.path("worker_id").asText(),
                            task.path("trace").asText("")));
        }
        return new Connector(
                name,
                node.path("info").path("type").asText(),
                status.path("connector").path("state").asText("UNASSIGNED"),
                status.path("connector").path("worker_id").asText(""),
                tasks,
                texts(node.path("info").path("config")));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            texts.put(entry.getKey(), entry.getValue().isNull() ? null : entry.getValue().asText());
        }
        return texts;
    }

    private JsonNode get(String path) {
        return parse(checked(send("GET", path, null), "read " + base.resolve(path)));
    }

    private HttpResponse<String> checked(HttpResponse<String> response, String act) {
        int status = response.statusCode();
        if (status < 300) {
            return response;
        }
        String words =
                status == 401 || status == 403
                        ? "it wants another user (status "
                                + status
                                + "). Check --connect-user and"
                                + " LOCKSTEP_CONNECT_PASSWORD."
                        : "status " + status + ", " + reason(response.body());
        throw new CommandException("Cannot " + act + ": " + words);
    }

    /** What a worker says of an error; what is not a worker sends whole pages. */
    private String reason(String body) {
        try {
            JsonNode message = json.readTree(body).path("message");
            return message.isTextual()
                    ? message.asText().strip().lines().findFirst().orElse("")
                    : "which is no answer of Kafka Connect. Check --connect-url.";
        } catch (JsonProcessingException e) {
            return "which is no answer of Kafka Connect. Check --connect-url.";
        }
    }

    /** Sends until the worker is not busy with a rebalance. */
    private HttpResponse<String> send(String method, String path, Map<String, String> body) {
        long deadline = System.nanoTime() + REBALANCE_TIMEOUT.toNanos();
        HttpResponse<String> response = sendOnce(method, path, body);
        while (response.statusCode() == CONFLICT && System.nanoTime() < deadline) {
            LockSupport.parkNanos(POLL_NANOS);
            response = sendOnce(method, path, body);
        }
        return response;
    }

    private HttpResponse<String> sendOnce(String method, String path, Map<String, String> body) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(base.resolve(path))
                            .timeout(REQUEST_TIMEOUT)
                            .header("Content-Type", "application/json")
                            .method(method, content(body));
            if (authorization != null) {
                request.header("Authorization", authorization);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CommandException(
                    "Cannot reach Kafka Connect at "
                            + base
                            + ": "
                            + CommandException.words(e)
                            + ". Check --connect-url, and that a worker is up.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException("Cannot wait for Kafka Connect: interrupted", e);
        }
    }

    private HttpRequest.BodyPublisher content(Map<String, String> body)
            throws JsonProcessingException {
        return body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body));
    }

    private JsonNode parse(HttpResponse<String> response) {
        String body = response.body();
        try {
            return body.isEmpty() ? MissingNode.getInstance() : json.readTree(body);
        } catch (JsonProcessingException e) {
            throw new CommandException(
                    "Cannot read what " + base + " answers: it is not JSON. Check --connect-url.",
                    e);
        }
    }

    private static String path(String connector, String rest) {
        return "connectors/" + encode(connector) + rest;
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
