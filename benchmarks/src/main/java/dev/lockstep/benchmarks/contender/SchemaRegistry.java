package dev.lockstep.benchmarks.contender;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * As much of Apicurio's registry as a converter needs that writes: it numbers schemas. A converter
 * asks once for each schema, so it takes no part in what is measured.
 */
public final class SchemaRegistry implements AutoCloseable {

    private static final int OK = 200;

    private final Map<String, Integer> numbers = new ConcurrentHashMap<>();
    private final HttpServer server;

    private SchemaRegistry(HttpServer server) {
        this.server = server;
    }

    public static SchemaRegistry start() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SchemaRegistry registry = new SchemaRegistry(server);
        server.createContext("/apis/registry/v2/groups", registry::register);
        server.start();
        return registry;
    }

    public String url() {
        return "http://"
                + InetAddress.getLoopbackAddress().getHostAddress()
                + ":"
                + server.getAddress().getPort()
                + "/apis/registry/v2";
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void register(HttpExchange exchange) throws IOException {
        try (exchange) {
            String schema =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int number = numbers.computeIfAbsent(schema, added -> numbers.size() + 1);
            String answer =
                    String.format(
                            Locale.ROOT,
                            """
                            {"groupId": "default", "id": "schema-%1$d", "version": "1",
                             "type": "AVRO", "state": "ENABLED", "globalId": %1$d,
                             "contentId": %1$d}
                            """,
                            number);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(OK, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
