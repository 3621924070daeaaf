package dev.lockstep.sink.opensearch.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A node that answers what a test wants, over HTTP or HTTPS, and keeps what it was asked. */
final class Node implements AutoCloseable {

    /** What a node was asked. */
    record Asked(String method, String uri, Map<String, List<String>> headers, String body) {
        String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.get(0);
        }
    }

    /**
     * What a node answers.
     *
     * @param headers name and value
     */
    record Answer(int status, String body, List<String> headers) {
        Answer(int status, String body) {
            this(status, body, List.of());
        }
    }

    static final Answer OK = new Answer(200, "{\"ok\":true}");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    final List<Asked> asked = new CopyOnWriteArrayList<>();

    private Node(HttpServer server, Function<Asked, Answer> answers) {
        this.server = server;
        server.createContext("/", exchange -> answer(exchange, answers));
        server.setExecutor(threads);
        server.start();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    static Node http(Function<Asked, Answer> answers) {
        try {
            return new Node(HttpServer.create(anyPort(), 0), answers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Node https(SSLContext context, boolean asksForCertificates) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(
                    new HttpsConfigurator(context) {
                        @Override
                        public void configure(HttpsParameters parameters) {
                            SSLParameters tls = context.getDefaultSSLParameters();
                            tls.setNeedClientAuth(asksForCertificates);
                            parameters.setSSLParameters(tls);
                        }
                    });
            return new Node(server, request -> OK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node that does not answer before it is closed. */
    static Node silent() {
        return http(null);
    }

    private void answer(HttpExchange exchange, Function<Asked, Answer> answers) throws IOException {
        asked.add(
                new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().toString(),
                        exchange.getRequestHeaders(),
                        body(exchange)));
        if (answers == null) {
            awaitClose();
        } else {
            Answer answer = answers.apply(asked.get(asked.size() - 1));
            for (int i = 0; i < answer.headers().size(); i += 2) {
                exchange.getResponseHeaders()
                        .add(answer.headers().get(i), answer.headers().get(i + 1));
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        InputStream raw = exchange.getRequestBody();
        try (InputStream body = zipped ? new GZIPInputStream(raw) : raw) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
