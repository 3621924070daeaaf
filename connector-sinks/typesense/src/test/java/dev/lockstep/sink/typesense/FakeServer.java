package dev.lockstep.sink.typesense;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lockstep.json.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * As much of Typesense's documented HTTP interface as the connector uses, for there is no server to
 * be had as an artifact. Filters are by id and by one number; searches match all.
 */
public final class FakeServer implements AutoCloseable {

    /** A request as it came. */
    record Seen(String method, String path, Map<String, String> query, String body) {}

    /** An answer in the place of the server's own. */
    record Fault(String path, int status, String body) {}

    public static final String KEY = "the-key";

    final Map<String, FakeCollection> collections = new TreeMap<>();
    final List<Seen> seen = new ArrayList<>();
    final Deque<Fault> faults = new ArrayDeque<>();
    private final HttpServer http;

    public FakeServer() {
        this(start());
    }

    FakeServer(HttpServer http) {
        this.http = http;
        http.createContext("/", this::handle);
        http.start();
    }

    private static HttpServer start() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    int port() {
        return http.getAddress().getPort();
    }

    /** The documents of a collection by id; empty when it is not there. */
    public Map<String, Map<String, Object>> documents(String collection) {
        FakeCollection found = collections.get(collection);
        return found == null ? Map.of() : found.documents;
    }

    /** The next request whose path contains this is answered so. */
    void fail(String path, int status, String body) {
        faults.add(new Fault(path, status, body));
    }

    long count(String method, String path) {
        return seen.stream()
                .filter(one -> one.method.equals(method) && one.path.contains(path))
                .count();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Seen request =
                new Seen(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        query,
                        body);
        seen.add(request);
        Fault answer;
        if (!KEY.equals(exchange.getRequestHeaders().getFirst("X-TYPESENSE-API-KEY"))) {
            answer = message(401, "Forbidden - a valid `x-typesense-api-key` header must be sent.");
        } else if (!faults.isEmpty() && request.path.contains(faults.peek().path)) {
            answer = faults.poll();
        } else {
            answer = answer(request);
        }
        byte[] bytes = answer.body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new LinkedHashMap<>();
        if (raw != null) {
            if (raw.length() > 4_000) {
                throw new AssertionError("Query string exceeds max allowed length of 4000");
            }
            for (String pair : List.of(raw.split("&"))) {
                int equals = pair.indexOf('=');
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static Fault message(int status, String text) {
        return new Fault("", status, JsonText.write(Map.of("message", text)));
    }

    private static Fault json(int status, Object value) {
        return new Fault("", status, JsonText.write(value));
    }

    private Fault answer(Seen request) {
        String[] parts = request.path.substring(1).split("/", -1);
        if (parts[0].equals("multi_search")) {
            return multiSearch(request.body);
        }
        if (parts.length == 1) {
            return request.method.equals("POST") ? create(request.body) : json(200, List.of());
        }
        String name = URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
        FakeCollection collection = collections.get(name);
        if (collection == null) {
            return message(404, "Not Found");
        }
        if (parts.length == 2) {
            return request.method.equals("PATCH")
                    ? alter(collection, request.body)
                    : json(200, collection.schema(name));
        }
        if (parts.length == 3) {
            return json(200, Map.of("num_deleted", collection.delete(request.query)));
        }
        return parts[3].equals("import")
                ? new Fault(
                        "", 200, collection.importLines(request.query.get("action"), request.body))
                : document(collection, URLDecoder.decode(parts[3], StandardCharsets.UTF_8));
    }

    private Fault create(String body) {
        Map<?, ?> schema = (Map<?, ?>) JsonText.read(body);
        String name = (String) schema.get("name");
        if (collections.containsKey(name)) {
            return message(409, "A collection with name `" + name + "` already exists.");
        }
        FakeCollection collection = new FakeCollection();
        collection.addFields((List<?>) schema.get("fields"));
        collections.put(name, collection);
        return json(201, collection.schema(name));
    }

    private static Fault alter(FakeCollection collection, String body) {
        List<?> fields = (List<?>) ((Map<?, ?>) JsonText.read(body)).get("fields");
        for (Object field : fields) {
            String name = (String) ((Map<?, ?>) field).get("name");
            if (collection.fields.containsKey(name)) {
                return message(400, "Field `" + name + "` is already part of the schema.");
            }
        }
        collection.addFields(fields);
        return json(200, Map.of("fields", fields));
    }

    private static Fault document(FakeCollection collection, String id) {
        Map<String, Object> document = collection.documents.get(id);
        return document == null
                ? message(404, "Could not find a document with id: " + id)
                : json(200, document);
    }

    private Fault multiSearch(String body) {
        List<?> searches = (List<?>) ((Map<?, ?>) JsonText.read(body)).get("searches");
        if (searches.size() > 50) {
            return message(400, "Number of multi searches exceeds `limit_multi_searches`.");
        }
        List<Object> results = new ArrayList<>();
        for (Object search : searches) {
            Map<?, ?> wanted = (Map<?, ?>) search;
            FakeCollection collection = collections.get((String) wanted.get("collection"));
            results.add(
                    collection == null
                            ? Map.of("code", 404, "error", "Not found.")
                            : collection.search(wanted));
        }
        return json(200, Map.of("results", results));
    }
}
